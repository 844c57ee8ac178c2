export { App, type AppProps, type RenderOptions } from './app';
export { hostSynthesis, synthesisHost, type SynthesisHost } from './host';
export { type Manifest, type ManifestFile, type ManifestMetadata, type SynthesizedObject } from './manifest';
export { type IndexEntry, type IndexedObject, indexLines, readIndex, sha256 } from './output/index-file';
export { indexPath } from './output/paths';
export { restoreOutput } from './output/restore';
export {
  type OutputFile,
  type OutputGroup,
  writeOutput,
  type WriteOptions,
  type WriteResult,
} from './output/write-output';
export { type Synthesis, type SynthesisTimings } from './synthesis';
export { writeSynthesis } from './write-synthesis';
export { toYaml } from './yaml/emitter';
