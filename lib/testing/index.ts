export { Manifests } from './manifests';
export { TestChart } from './test-chart';
