import { AppError } from '../domain/errors.js';
import { findProjectByName } from '../store/projects.js';
import { listScoreRecordsOfAnalysis } from '../store/score-records.js';
import { findPolicy } from '../store/scorecards.js';
import { getAnalysis } from './analyses.js';
import type { KeptScore } from './replay-score.js';
import type { Services } from './services.js';

/** What was kept of every score of an analysis; throws UNKNOWN_ENTITY for an unknown or foreign one. */
export async function keptScores(
  services: Services,
  projectId: string,
  customerId: string,
  analysisId: string,
): Promise<KeptScore[]> {
  await getAnalysis(services, projectId, customerId, analysisId);
  return scoresKeptOf(services, projectId, analysisId);
}

/** The same for who runs Saldo and knows the project by its name; throws UNKNOWN_ENTITY where no score is kept. */
export async function keptScoresOfProject(
  services: Services,
  projectName: string,
  analysisId: string,
): Promise<KeptScore[]> {
  const project = await findProjectByName(services.database, projectName);
  if (project === null) throw new AppError('UNKNOWN_ENTITY', `There is no project ${projectName}`);
  const kept = await scoresKeptOf(services, project.projectId, analysisId);
  if (kept.length === 0)
    throw new AppError('UNKNOWN_ENTITY', `Project ${projectName} keeps no score of an analysis ${analysisId}`);
  return kept;
}

async function scoresKeptOf(
  { database }: Pick<Services, 'database'>,
  projectId: string,
  analysisId: string,
): Promise<KeptScore[]> {
  const kept: KeptScore[] = [];
  for (const own of await listScoreRecordsOfAnalysis(database, projectId, analysisId)) {
    const { projectId: _, customerId: __, ...record } = own;
    kept.push({ record, policy: await findPolicy(database, projectId, record.policyHash) });
  }
  return kept;
}
