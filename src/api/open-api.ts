import type { SwaggerTransformObject } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransformObject } from 'fastify-type-provider-zod';

/**
 * Names the shared schemas. The library adds to each a variant for requests (`…Input`); those that no route takes are
 * left out.
 */
export const nameSchemas: SwaggerTransformObject = (document) => {
  const named = jsonSchemaTransformObject(document);
  const text = JSON.stringify('paths' in named ? named.paths : {});
  const components = ('components' in named && named.components) || {};
  const used = Object.entries(components.schemas ?? {}).filter(
    ([name]) => !name.endsWith('Input') || text.includes(`"#/components/schemas/${name}"`),
  );
  return { ...named, components: { ...components, schemas: Object.fromEntries(used) } } as typeof named;
};

/** The description of contract A as the routes give it, in the form in which it is committed. */
export function openApiText(app: FastifyInstance): string {
  return `${JSON.stringify(app.swagger(), null, 2)}\n`;
}
