import { showSafely } from '../../model/core/credentials';
import { ImageReferenceParts, parseReference } from '../../model/image/image-reference';
import { CheckedContainer } from '../checked-pod';
import { at, textAt } from '../data';
import { Unusual } from '../glance/sign';
import { Rule } from '../rule';
import { containerRule, NO_PROBLEM, Problem } from '../rule-kinds';
import { RELEASED, STRICT } from '../severity';

/** The tag that a reference without one means. */
const LATEST = 'latest';

/** Which images containers run, and when nodes fetch them. */
export const IMAGE_RULES: readonly Rule[] = [
  containerRule(
    {
      id: 'image-tag-latest',
      needs: [Unusual.IMAGE],
      severity: RELEASED,
      summary: 'Images have a tag other than latest, or a digest.',
      remedy: 'Name a version: image.tag of the environment, or a digest from an image lock.',
      aliases: {
        kubeLinter: ['latest-tag'],
        kubeScore: ['container-image-tag'],
        polaris: ['tagNotSpecified'],
        checkov: ['CKV_K8S_14'],
      },
    },
    (container) =>
      imageProblems(container, ({ tag = LATEST, digest }) => digest !== undefined || tag !== LATEST, {
        allowed: 'a tag other than latest, or a digest: the pods do not change when the image behind a tag does',
      }),
  ),
  containerRule(
    {
      id: 'image-digest',
      severity: STRICT,
      optIn: true,
      summary: 'Images are named by their digest.',
      remedy: 'Add the digest: image.digest of the environment, or an image lock.',
      aliases: { checkov: ['CKV_K8S_43'] },
    },
    (container) => imageProblems(container, ({ digest }) => digest !== undefined, { allowed: 'a digest' }),
  ),
  containerRule(
    {
      id: 'image-pull-policy-always',
      severity: STRICT,
      optIn: true,
      summary: 'Nodes ask the registry for the image at every start, and so check who may have it.',
      remedy: 'Set imagePullPolicy to Always.',
      aliases: {
        kubeScore: ['container-image-pull-policy'],
        polaris: ['pullPolicyNotAlways'],
        checkov: ['CKV_K8S_15'],
      },
    },
    ({ spec, field }) => {
      const given = at(spec, 'imagePullPolicy');
      return given === 'Always' || (given === undefined && isPulledByDefault(spec['image']))
        ? NO_PROBLEM
        : [
            {
              field: `${field}.imagePullPolicy`,
              given: given === undefined ? 'nothing' : showSafely(given),
              allowed: 'Always',
            },
          ];
    },
  ),
];

/** What cannot be read as an image is for others to judge. */
function imageProblems(
  { spec, field }: CheckedContainer,
  isFine: (image: ImageReferenceParts) => boolean,
  { allowed }: { readonly allowed: string },
): readonly Problem[] {
  const image = textAt(spec, 'image');
  const parts = parseReference(image);
  return parts === undefined || isFine(parts)
    ? NO_PROBLEM
    : [{ field: `${field}.image`, given: showSafely(image), allowed }];
}

function isPulledByDefault(image: unknown): boolean {
  const parts = parseReference(image);
  return parts !== undefined && parts.digest === undefined && (parts.tag ?? LATEST) === LATEST;
}
