#!/usr/bin/env bash
# From a customer to credit insights with curl. Usage: examples/walk-through.sh CLIENT_ID CLIENT_SECRET [URL]
set -euo pipefail
client_id=$1 client_secret=$2 url=${3:-http://127.0.0.1:8080}
here=$(cd "$(dirname "$0")" && pwd)
field() { node -pe "JSON.parse(require('fs').readFileSync(0)).$1"; }

token=$(curl -sf "$url/v2/oauth/token" -d grant_type=client_credentials \
  -d "client_id=$client_id" --data-urlencode "client_secret=$client_secret" | field access_token)
api() { curl -sf -H "Authorization: Bearer $token" -H 'Content-Type: application/json' "$@"; }

customer=$(api "$url/v2/customers" -d "{\"customIdentifier\":\"walk-through-$(date +%s)\"}" | field id)
echo "customer $customer"
analysis=$(api "$url/v2/customers/$customer/analyses" -d @"$here/personae/fr__harry_potter.json" | field id)
echo "analysis $analysis"
until [ "$(api "$url/v2/customers/$customer/analyses/$analysis" | field status)" != IN_PROGRESS ]; do sleep 0.2; done
echo "incomes a month: $(api "$url/v2/customers/$customer/analyses/$analysis/credit-insights/incomes" | field monthlyAmount)"
echo "loan repayments a month: $(api "$url/v2/customers/$customer/analyses/$analysis/credit-insights/loans" | field repayments.monthlyAmount)"
api -X DELETE "$url/v2/customers/$customer" > /dev/null
echo "erased"
