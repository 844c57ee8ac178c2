/**
 * Every optional property of an exported interface or class says in its documentation what its absence means:
 * `@default`, a value or the behaviour.
 */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'require @default on optional properties' },
    messages: { missing: 'Say with @default what the absence of "{{name}}" means.' },
    schema: [],
  },
  create(context) {
    const { sourceCode } = context;
    function check(node) {
      if (!node.optional || !isPublic(node)) {
        return;
      }
      const comments = sourceCode.getCommentsBefore(node);
      if (!comments.some(({ type, value }) => type === 'Block' && value.includes('@default'))) {
        context.report({ node, messageId: 'missing', data: { name: sourceCode.getText(node.key) } });
      }
    }
    return { TSPropertySignature: check, PropertyDefinition: check };
  },
};

/** Whether the node is a member that a user of the exported interface or class can see. */
function isPublic(node) {
  const isMember = node.parent.type === 'TSInterfaceBody' || node.parent.type === 'ClassBody';
  const isPrivate = node.accessibility === 'private' || node.key.type === 'PrivateIdentifier';
  return isMember && !isPrivate && node.parent.parent.parent.type === 'ExportNamedDeclaration';
}
