import { AppError } from '../domain/errors.js';
import { findProject, type Project, type ProjectSettings, updateProject as store } from '../store/projects.js';
import type { Services } from './services.js';

export type { Project, ProjectSettings } from '../store/projects.js';

/** The project of a token; throws UNKNOWN_ENTITY once it is gone. */
export async function getProject({ database }: Services, projectId: string): Promise<Project> {
  const project = await findProject(database, projectId);
  if (project === null) throw unknownProject();
  return project;
}

/** Changes the settings named; analyses already accepted keep the day and the scores they were accepted with. */
export async function updateProject(
  { database }: Services,
  projectId: string,
  settings: Partial<ProjectSettings>,
): Promise<Project> {
  const project = await database.transaction((transaction) => store(transaction, projectId, settings));
  if (project === null) throw unknownProject();
  return project;
}

function unknownProject(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'The project of this token no longer exists');
}
