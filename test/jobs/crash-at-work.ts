// Run by crash.test.ts as a process of its own: accepts an analysis, takes its job, says so, and waits to be killed.
import { readFileSync } from 'node:fs';
import { createContext } from '../../src/context.js';
import { RUN_ANALYSIS } from '../../src/jobs/queue.js';
import { createAnalysis } from '../../src/services/create-analysis.js';
import { createClient } from '../../src/services/create-client.js';
import { createCustomer } from '../../src/services/customers.js';
import { configOn } from '../app-under-test.js';

const [store = '', persona = ''] = process.argv.slice(2);
const { services } = await createContext(configOn(JSON.parse(store)), { withWorker: false });
const { projectId } = await createClient(services, { name: 'c', project: 'p', role: 'api' });
const customer = await createCustomer(services, projectId, { customIdentifier: 'c-1' });
const analysis = await createAnalysis(services, projectId, customer.id, JSON.parse(readFileSync(persona, 'utf8')));
const jobs = await services.queue.fetch(RUN_ANALYSIS, 1);
if (jobs.length !== 1) throw new Error('there is no job to take');
process.stdout.write(`${JSON.stringify({ projectId, customerId: customer.id, analysisId: analysis.id })}\n`);
setInterval(() => {}, 1_000);
