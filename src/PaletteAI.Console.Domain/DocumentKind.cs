using PaletteAI.Console.Domain.Values.Reading;

namespace PaletteAI.Console.Domain;

/// <summary>Checks <c>apiVersion</c> and <c>kind</c> of our documents.</summary>
internal static class DocumentKind
{
    /// <summary>False when the document is something else; then nothing more is said about its fields.</summary>
    public static bool Check(FieldReader reader, Field root, string kind, string apiVersion, bool apiVersionRequired)
    {
        if (root.Node.Target is YamlScalar { Value.Kind: ScalarKind.Null })
        {
            reader.Add(root, "empty-document", Severity.Error, "The document is empty.", $"Write a document of kind {kind}.");
            return false;
        }

        if (root.Node.Target is not YamlMapping mapping)
        {
            reader.Add(root, "wrong-type", Severity.Error, $"This is no document of kind {kind}: it has no fields.", $"Start with kind: {kind}.");
            return false;
        }

        return CheckKind(reader, root, mapping, kind) && CheckVersion(reader, root, mapping, apiVersion, apiVersionRequired);
    }

    private static bool CheckKind(FieldReader reader, Field root, YamlMapping mapping, string kind)
    {
        if (Find(root, mapping, "kind") is not { } field)
        {
            reader.Add(root with { Path = root.Path.Append("kind") }, "missing-field", Severity.Error, "The field kind is missing.", $"Add kind: {kind}.");
            return true;
        }

        if (reader.Text(field) == kind)
        {
            return true;
        }

        reader.Add(field, "wrong-kind", Severity.Error, $"This is not a document of kind {kind}.", $"Write kind: {kind}, or give another file.");
        return false;
    }

    private static bool CheckVersion(FieldReader reader, Field root, YamlMapping mapping, string apiVersion, bool isRequired)
    {
        if (Find(root, mapping, "apiVersion") is not { } field)
        {
            if (isRequired)
            {
                reader.Add(root with { Path = root.Path.Append("apiVersion") }, "missing-field", Severity.Error, "The field apiVersion is missing.", $"Add apiVersion: {apiVersion}.");
            }

            return true;
        }

        if (reader.Text(field) != apiVersion)
        {
            reader.Add(field, "wrong-api-version", Severity.Error, $"This version of the document is not known. Known: {apiVersion}.", $"Write apiVersion: {apiVersion}.");
        }

        return true;
    }

    private static Field? Find(Field root, YamlMapping mapping, string name) =>
        YamlMerges.Effective(mapping).FirstOrDefault(e => e.Name == name) is { } entry ? new Field(root.Path.Append(name), entry.Value) : null;
}
