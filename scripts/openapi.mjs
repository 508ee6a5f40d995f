// Writes openapi/ from the routes, with examples out of answers that the API really gave; with --check, fails when what is committed is
// not what the routes say and answer.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ROOT } from './install.mjs';
import { openStage } from './openapi/stage.mjs';
import { storyOfContractA } from './openapi/story-algoan.mjs';
import { BANK, storyOfContractB } from './openapi/story-enablenow.mjs';

await build();
const load = (file) => import(pathToFileURL(join(ROOT, 'dist', file)).href);
const MODULES = ['config.js', 'context.js', 'api/app.js', 'api/open-api.js', 'webhooks/target-guard.js'];
const SERVICES = [
  'create-client',
  'deliver-event',
  'end-access',
  'fetch-consent',
  'repeat-request',
  'run-analysis',
  'run-cfa-job',
];
const modules = Object.assign({}, ...(await Promise.all(MODULES.map(load))));
const services = Object.assign({}, ...(await Promise.all(SERVICES.map((name) => load(`services/${name}.js`)))));

const onFault = (error) => {
  throw error;
};
const HANDLERS = {
  'run-analysis': (stage, job) => services.runAnalysis(stage, job, onFault),
  'deliver-event': (stage, job) => services.deliverEvent(stage, job, onFault),
  'fetch-consent': (stage, job) => services.fetchConsent(stage, job),
  'run-cfa-job': (stage, job) => services.runCfaJob(stage, job),
  'end-access': (stage, job) => services.endAccess(stage, job),
};

/** Does all work that waits, one job after the other. */
async function work(stage) {
  for (let done = -1; done !== 0; ) {
    done = 0;
    for (const [name, handle] of Object.entries(HANDLERS)) {
      for (const { id, data } of await stage.queue.fetch(name, 1)) {
        await handle(stage, data);
        await stage.queue.complete(name, id);
        done += 1;
      }
    }
  }
}

const stage = await openStage({ ...modules, work }, BANK);
const examples = {
  algoan: await storyOfContractA(stage, services),
  enablenow: await storyOfContractB(stage, services),
};
const texts = modules.CONTRACTS.flatMap(({ name }) => [
  { file: `src/api/examples/${name}.json`, text: `${JSON.stringify(examples[name], null, 2)}\n` },
  { file: `openapi/${name}.json`, text: modules.openApiText(stage.app, name, examples[name]) },
]);
await stage.close();

const isCheck = process.argv.includes('--check');
for (const { file, text } of texts) {
  const path = join(ROOT, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (isCheck) {
    console.error(`${file} is not what the routes say and answer: run node scripts/openapi.mjs`);
    process.exitCode = 1;
  } else {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}
