/** The way through the house (docs/architecture.md): data walks one way, nothing points back. */
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    forbid('domain-stands-alone', '^src/domain', '^src/(?!domain)', 'domain is words without behaviour elsewhere'),
    forbid('engine-knows-domain-only', '^src/engine', '^src/(?!engine|domain)', 'the engine is pure'),
    forbid(
      'formats-know-domain-only',
      '^src/formats',
      '^src/(?!formats|domain)',
      'formats turn bytes into domain words',
    ),
    forbid(
      'fetch-knows-formats',
      '^src/fetch',
      '^src/(?!fetch|formats|domain)',
      'the fetcher brings what formats read',
    ),
    forbid(
      'sandbox-bank-stands-outside',
      '^src/sandbox-bank',
      '^src/(?!sandbox-bank|domain|report/markup)',
      'the simulated bank is a stranger that speaks HTTP',
    ),
    forbid(
      'nobody-knows-the-sandbox-bank',
      '^src/(?!sandbox-bank|own-bank|cli|server|context|api/app)',
      '^src/sandbox-bank',
      'it is mounted, and reached over HTTP like any bank',
    ),
    forbid('store-knows-domain-only', '^src/store', '^src/(?!store|domain)', 'the store keeps domain words'),
    forbid(
      'webhooks-know-domain-only',
      '^src/webhooks',
      '^src/(?!webhooks|domain)',
      'webhooks are told what to send where',
    ),
    forbid('reference-knows-domain-only', '^src/reference', '^src/(?!reference|domain)', 'reference data is passed in'),
    forbid(
      'services-point-down',
      '^src/services',
      '^src/(api|cli|context|server|worker|report)',
      'façades call services',
    ),
    forbid('jobs-point-down', '^src/jobs', '^src/(api|cli|context|server|worker|report)', 'jobs call services'),
    forbid('api-not-store', '^src/api', '^src/store', 'façades go through services'),
    {
      name: 'engine-without-node',
      severity: 'error',
      comment: 'the engine runs in a browser',
      from: { path: '^src/(domain|engine)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'context-constructs',
      severity: 'error',
      comment: 'only the entry points build the context',
      from: { pathNot: '^src/(context|server|worker|analysis-thread|cli/)' },
      to: { path: '^src/context' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
