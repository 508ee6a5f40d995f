/** Version of the engine's methods, recorded on every analysis; raised whenever a figure may come out differently. */
export const ENGINE_VERSION = '0.1.0';
