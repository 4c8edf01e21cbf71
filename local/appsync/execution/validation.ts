/** Validation of documents, with the names that AppSync gives its rules. */
import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type SelectionSetNode,
  specifiedRules,
  validate,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type AppSyncError, locationsOf } from './errors';

/** More errors than this are not looked for. */
const MAX_ERRORS = 20;

const ruleNames: Record<string, string> = {
  FieldsOnCorrectTypeRule: 'FieldUndefined',
  KnownArgumentNamesRule: 'UnknownArgument',
  ProvidedRequiredArgumentsRule: 'MissingFieldArgument',
  ValuesOfCorrectTypeRule: 'WrongType',
  ScalarLeafsRule: 'SubSelectionRequired',
  KnownTypeNamesRule: 'UnknownType',
  KnownDirectivesRule: 'UnknownDirective',
  KnownFragmentNamesRule: 'UndefinedFragment',
  NoUndefinedVariablesRule: 'UndefinedVariable',
  NoUnusedVariablesRule: 'UnusedVariable',
  NoUnusedFragmentsRule: 'UnusedFragment',
  NoFragmentCyclesRule: 'FragmentCycle',
  VariablesInAllowedPositionRule: 'VariableTypeMismatch',
  OverlappingFieldsCanBeMergedRule: 'FieldsConflict',
  PossibleFragmentSpreadsRule: 'InvalidFragmentType',
  FragmentsOnCompositeTypesRule: 'InlineFragmentTypeConditionInvalid',
  SingleFieldSubscriptionsRule: 'SubscriptionMultipleRootFields',
};

/** A rule that notes which rule found an error. */
const tagged =
  (rule: ValidationRule, found: Map<GraphQLError, string>): ValidationRule =>
  (context) => {
    const tagging = Object.create(context, {
      reportError: {
        value: (error: GraphQLError) => {
          found.set(error, ruleNames[rule.name] ?? rule.name.replace(/Rule$/, ''));
          context.reportError(error);
        },
      },
    }) as ValidationContext;
    return rule(tagging);
  };

/** Names of the fields that lead to a node, joined by slashes. */
function fieldPath(document: DocumentNode, wanted: ASTNode | undefined): string {
  const find = (selectionSet: SelectionSetNode | undefined, path: string[]): string[] | undefined => {
    for (const node of selectionSet?.selections ?? []) {
      const here = node.kind === Kind.FIELD ? [...path, node.name.value] : path;
      if (node === wanted || (node.kind === Kind.FIELD && node.arguments?.some((one) => one === wanted)))
        return here;
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? undefined : find(node.selectionSet, here);
      if (inner) return inner;
    }
    return undefined;
  };
  for (const node of document.definitions) {
    const path = 'selectionSet' in node ? find(node.selectionSet, []) : undefined;
    if (path) return path.join('/');
  }
  return '';
}

function text(error: GraphQLError, rule: string, document: DocumentNode): string {
  const [, field, type] = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message) ?? [];
  if (field && type)
    return `Field '${field}' in type '${type}' is undefined @ '${fieldPath(document, error.nodes?.[0])}'`;
  const at = fieldPath(document, error.nodes?.[0]);
  return at === '' || rule === 'FieldsConflict' ? error.message : `${error.message} @ '${at}'`;
}

/** Everything that is wrong with a document; empty when it can run. */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): AppSyncError[] {
  const found = new Map<GraphQLError, string>();
  const rules = specifiedRules.map((rule) => tagged(rule, found));
  return validate(schema, document, rules, { maxErrors: MAX_ERRORS }).map((error) => {
    const rule = found.get(error);
    return {
      path: null,
      locations: locationsOf(error),
      message: rule ? `Validation error of type ${rule}: ${text(error, rule, document)}` : error.message,
    };
  });
}
