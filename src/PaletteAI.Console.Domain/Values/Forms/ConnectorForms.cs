using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Lint.Dex;
using PaletteAI.Console.Domain.Values.Managed;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>Identity providers: <c>dex.config.connectors</c>.</summary>
public static partial class ConnectorForms
{
    private static readonly DocumentPath _config = DocumentPath.Root.Append("dex").Append("config");

    /// <summary>The connectors of a file.</summary>
    public static ImmutableArray<ConnectorSummary> List(ValueMap user) =>
        [.. Items(user).Index().Where(i => i.Item is ValueMap).Select(i => new ConnectorSummary(i.Index, Get(i.Item, "id"), Get(i.Item, "name"), Get(i.Item, "type")))];

    /// <summary>An empty form.</summary>
    /// <param name="user">The file.</param>
    /// <param name="type">Type of the connector.</param>
    /// <param name="context">What the installer knows besides; null when it is not known.</param>
    public static ConnectorForm New(ValueMap user, string type, InstallerContext? context) => new() { Type = type, RedirectUri = Redirect(user, context) };

    /// <summary>A form of a connector that is there; null when there is none at the index.</summary>
    public static ConnectorForm? Read(ValueMap user, int index, InstallerContext? context)
    {
        if (index < 0 || Items(user).ElementAtOrDefault(index) is not ValueMap connector)
        {
            return null;
        }

        var config = connector.Find(FormEdits.Spelling(connector, "config"));
        var type = Get(connector, "type");
        return new ConnectorForm
        {
            Index = index, Type = type, Id = Get(connector, "id"), Name = Get(connector, "name"), RedirectUri = Redirect(user, context),
            Values = ConnectorFields.Of(type).Select(f => KeyValuePair.Create(f.Name, FormEdits.ToValue(f, Find(config, f)))).Where(v => v.Value != FormValue.None).ToImmutableDictionary(StringComparer.Ordinal),
            ConfigYaml = config is null || ConnectorFields.WithForm.Contains(type) ? "" : Writing.ValueYaml.Write(config),
        };
    }

    /// <summary>The edits that bring a form into the file. The findings of an error name fields of the form.</summary>
    public static Result<ImmutableArray<ValueEdit>> Edits(ValueMap user, ConnectorForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var (config, findings) = Config(form);
        findings.AddRange(Names(user, form));
        return FormEdits.Unless(findings, () => form.Index is { } index ? Change(user, form, index, config) : Add(user, form, config));
    }

    /// <summary>The edits that remove a connector.</summary>
    public static ImmutableArray<ValueEdit> Remove(ValueMap user, int index) => Items(user).Count == 1 && index == 0
        ? [new ValueEdit(EditOperation.Set, Place(user), new ValueList(ValueSource.User, []))]
        : [new ValueEdit(EditOperation.Unset, Place(user).Append(index))];

    private static IEnumerable<ValueEdit> Add(ValueMap user, ConnectorForm form, ImmutableArray<(FormField Field, ValueNode? Value)> config)
    {
        ValueNode settings = ValueMap.Empty(ValueSource.User);
        foreach (var (field, value) in config.Where(c => c.Value is not null))
        {
            settings = field.Name.Length == 0 ? value! : TreeEdits.Set(settings, Path(field), value!).Require();
        }

        var connector = FormEdits.Map(("type", FormEdits.Text(form.Type)), ("id", FormEdits.Text(form.Id.Trim())), ("name", FormEdits.Text(form.Name.Trim())), ("config", settings));
        return [new ValueEdit(EditOperation.Append, Place(user), connector)];
    }

    private static IEnumerable<ValueEdit> Change(ValueMap user, ConnectorForm form, int index, ImmutableArray<(FormField Field, ValueNode? Value)> config)
    {
        var path = Place(user).Append(index);
        var connector = EffectiveValues.Find(user, path);
        var names = new[] { ("type", form.Type), ("id", form.Id.Trim()), ("name", form.Name.Trim()) }.SelectMany(n => FormEdits.Change(user, FormEdits.Below(connector, path, n.Item1), FormEdits.Text(n.Item2)));
        // What the form shows as it is in the file was not changed, also where the file holds another kind than the field is for.
        var before = (connector as ValueMap)?.Find(FormEdits.Spelling(connector as ValueMap, "config"));
        var fields = config.Where(c => c.Field.Name.Length == 0 || c.Field.Name == "redirectURI" || FormEdits.ToValue(c.Field, Find(before, c.Field)) != form[c.Field.Name])
            .SelectMany(c => FormEdits.Change(user, FormEdits.Below(connector, path, ["config", .. Steps(c.Field)]), c.Value));
        return names.Concat(fields);
    }

    // Values by field; of a type without a form its whole config under the empty name.
    private static (ImmutableArray<(FormField Field, ValueNode? Value)> Config, List<Finding> Findings) Config(ConnectorForm form)
    {
        var findings = new List<Finding>();
        var values = ImmutableArray.CreateBuilder<(FormField, ValueNode?)>();
        IEnumerable<FormField> fields = form.HasFields ? ConnectorFields.Of(form.Type) : [new FormField("", "Config", "", FormFieldKind.Yaml)];
        foreach (var field in fields)
        {
            var entry = field.Name == "redirectURI" && form.RedirectUri is { } derived ? FormValue.Of(derived) : field.Name.Length == 0 ? FormValue.Of(form.ConfigYaml) : Encoded(field, form[field.Name]);
            var node = FormEdits.ToNode(field, entry);
            if (!node.IsSuccess && node.Error is { } error)
            {
                findings.Add(Finding.Error(field.Name.Length == 0 ? "config" : field.Name, error.Code, error.Message, error.Fix));
            }
            else if (node.Value is null && field.IsRequired)
            {
                findings.Add(Finding.Error(field.Name, "required", $"{field.Label} is required.", $"Enter {field.Label.ToLowerInvariant()}."));
            }
            else
            {
                values.Add((field, node.Value));
            }
        }

        findings.AddRange(values.SelectMany(v => Special(v.Item1, v.Item2)));
        return (values.ToImmutable(), findings);
    }

    // Certificates come as PEM; these fields want its base64.
    private static FormValue Encoded(FormField field, FormValue value) =>
        field.Name is "caData" or "rootCAData" && value.Text.Trim() is var pem && pem.StartsWith("-----BEGIN ", StringComparison.Ordinal)
            ? FormValue.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(pem.ReplaceLineEndings("\n") + "\n")))
            : value;

    private static IEnumerable<Finding> Special(FormField field, ValueNode? value)
    {
        if (field.Name is "caData" or "rootCAData" && value is ValueScalar data && GoDecoding.FromBase64(data.Text) is null)
        {
            yield return Finding.Error(field.Name, "base64-malformed", $"{field.Label} is not base64; Dex would not start at all.", "Paste the certificates as PEM, or as base64 of it.");
        }

        if (field.Name.Length == 0 && value is not (null or ValueMap))
        {
            yield return Finding.Error("config", "wrong-type", "The config is a map of keys.", "Write `key: value` lines.");
        }
    }

    private static IEnumerable<Finding> Names(ValueMap user, ConnectorForm form)
    {
        var id = form.Id.Trim();
        if (id.Length == 0 || id == "local" || !Id().IsMatch(id))
        {
            yield return Finding.Error("id", id == "local" ? "connector-id-local" : "connector-id", id == "local" ? "The id local belongs to Dex's own password database." : "The id becomes part of addresses.", "Write letters, digits, '.', '_' and '-'.");
        }

        if (Items(user).Index().Any(i => i.Index != form.Index && Get(i.Item, "id") == id && id.Length > 0))
        {
            yield return Finding.Error("id", "connector-id-twice", "Another connector has this id; only the last one would be used.", "Give each connector an id of its own.");
        }

        if (form.Name.Trim().Length == 0)
        {
            yield return Finding.Error("name", "required", "A name is required; people read it on the sign-in page.", "Enter a name.");
        }

        if (!ConnectorFields.Types.Contains(form.Type) && form.Index is null)
        {
            yield return Finding.Error("type", "connector-type-unknown", "Dex has no such connector type and would not start.", "Choose one of the list.");
        }
    }

    // Without a root domain the issuer is the file's own, unless it is still the placeholder.
    private static string? Redirect(ValueMap user, InstallerContext? context)
    {
        var issuer = context is { HasRootDomain: true } ? $"https://{context.Domain}/dex" : FormEdits.TextOf(EffectiveValues.Find(user, _config.Append("issuer")));
        return issuer.Length == 0 || issuer.Contains("replace.with", StringComparison.OrdinalIgnoreCase) ? null : issuer.TrimEnd('/') + "/callback";
    }

    private static IReadOnlyList<ValueNode> Items(ValueMap user) => EffectiveValues.Find(user, Place(user)) is ValueList list ? list.Items : [];

    private static DocumentPath Place(ValueMap user) => FormEdits.Below(user, DocumentPath.Root, "dex", "config", "connectors");

    private static string Get(ValueNode item, string name) => item is ValueMap map ? FormEdits.TextOf(map.Find(FormEdits.Spelling(map, name))) : "";

    private static ValueNode? Find(ValueNode? config, FormField field) => config is null ? null : EffectiveValues.Find(config, FormEdits.Below(config, DocumentPath.Root, Steps(field)));

    private static DocumentPath Path(FormField field) => Steps(field).Aggregate(DocumentPath.Root, (path, step) => path.Append(step));

    private static string[] Steps(FormField field) => field.Name.Length == 0 ? [] : field.Name.Split('.');

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
