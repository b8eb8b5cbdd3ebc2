using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PaletteAI.Console.Domain.Installs.Rules;
using PaletteAI.Console.Domain.Values.Editing;
using PaletteAI.Console.Domain.Values.Effective;
using PaletteAI.Console.Domain.Values.Trees;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>A spoke as a form holds it.</summary>
public sealed record SpokeForm
{
    /// <summary>Place in the list; null for a new one.</summary>
    public int? Index { get; init; }

    /// <summary>Name; becomes part of the cluster's objects.</summary>
    public string Name { get; init; } = "";

    /// <summary>The hub itself; else a Secret holds the kubeconfig.</summary>
    public bool IsInCluster { get; init; }

    /// <summary>Name of the Secret that holds the kubeconfig.</summary>
    public string SecretName { get; init; } = "";

    /// <summary>Its key; empty = <c>kubeconfig</c>.</summary>
    public string SecretKey { get; init; } = "";
}

/// <summary>Fleet spokes: <c>fleetConfig.spokes</c>.</summary>
public static partial class SpokeForms
{
    /// <summary>Customary name of the hub as its own spoke.</summary>
    public const string Hub = "hub-as-spoke";

    private static readonly DocumentPath _spokes = DocumentPath.Root.Append("fleetConfig").Append("spokes");

    /// <summary>The spokes of a file; none when the chart's own list counts, which is the hub alone.</summary>
    public static ImmutableArray<SpokeForm> List(ValueMap user) => [.. Items(user).Index().Where(i => i.Item is ValueMap).Select(i => Read((ValueMap)i.Item, i.Index))];

    /// <summary>The edits that bring a form into the file. The findings of an error name the fields: name, isInCluster, secretName, secretKey.</summary>
    public static Result<ImmutableArray<ValueEdit>> Edits(ValueMap user, SpokeForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return FormEdits.Unless([.. Judge(user, form)], () => form.Index is { } index ? Change(user, form, _spokes.Append(index)) : Add(user, form));
    }

    /// <summary>The edits that remove a spoke. Its objects stay in the cluster: they carry a keep policy.</summary>
    public static ImmutableArray<ValueEdit> Remove(ValueMap user, int index) => Items(user).Count == 1 && index == 0
        ? [new ValueEdit(EditOperation.Set, _spokes, new ValueList(ValueSource.User, []))]
        : [new ValueEdit(EditOperation.Unset, _spokes.Append(index))];

    // A list of one's own replaces the chart's, which has the hub: it has to be in it.
    private static IEnumerable<ValueEdit> Add(ValueMap user, SpokeForm form)
    {
        if (Items(user).Count > 0)
        {
            return [new ValueEdit(EditOperation.Append, _spokes, Node(form))];
        }

        ValueNode[] items = form.IsInCluster ? [Node(form)] : [Node(new SpokeForm { Name = Hub, IsInCluster = true }), Node(form)];
        return [new ValueEdit(EditOperation.Set, _spokes, new ValueList(ValueSource.User, items))];
    }

    private static IEnumerable<ValueEdit> Change(ValueMap user, SpokeForm form, DocumentPath path)
    {
        var config = path.Append("kubeconfig");
        var secret = config.Append("secretReference");
        var name = FormEdits.Change(user, path.Append("name"), FormEdits.Text(form.Name.Trim()));
        var inCluster = EffectiveValues.Find(user, config.Append("inCluster"));
        return form.IsInCluster
            ? name.Concat(FormEdits.Change(user, config.Append("inCluster"), ValueScalar.Of(ValueSource.User, true))).Concat(FormEdits.Change(user, secret, null))
            : name
                .Concat(inCluster is null ? [] : FormEdits.Change(user, config.Append("inCluster"), ValueScalar.Of(ValueSource.User, false)))
                .Concat(EffectiveValues.Find(user, secret) is ValueMap
                    ? FormEdits.Change(user, secret.Append("name"), FormEdits.Text(form.SecretName.Trim())).Concat(FormEdits.Change(user, secret.Append("kubeconfigKey"), FormEdits.Text(form.SecretKey.Trim())))
                    : FormEdits.Change(user, secret, Reference(form)));
    }

    private static ValueMap Node(SpokeForm form) => FormEdits.Map(
        ("name", FormEdits.Text(form.Name.Trim())),
        ("kubeconfig", form.IsInCluster ? FormEdits.Map(("inCluster", ValueScalar.Of(ValueSource.User, true))) : FormEdits.Map(("inCluster", ValueScalar.Of(ValueSource.User, false)), ("secretReference", Reference(form)))));

    private static ValueMap Reference(SpokeForm form) => FormEdits.Map(("name", FormEdits.Text(form.SecretName.Trim())), ("kubeconfigKey", FormEdits.Text(form.SecretKey.Trim())));

    private static SpokeForm Read(ValueMap item, int index)
    {
        var config = item.Find("kubeconfig") as ValueMap;
        var secret = config?.Find("secretReference") as ValueMap;
        return new SpokeForm
        {
            Index = index,
            Name = FormEdits.TextOf(item.Find("name")),
            IsInCluster = FormEdits.FlagOf(config?.Find("inCluster")) ?? (secret is null && FormEdits.TextOf(item.Find("name")) == Hub),
            SecretName = FormEdits.TextOf(secret?.Find("name")),
            SecretKey = FormEdits.TextOf(secret?.Find("kubeconfigKey")),
        };
    }

    private static IEnumerable<Finding> Judge(ValueMap user, SpokeForm form)
    {
        var (name, others) = (form.Name.Trim(), List(user).Where(s => s.Index != form.Index).ToList());
        if (KubernetesNames.CheckLabel(name) is { } why)
        {
            yield return Finding.Error("name", "spoke-name-invalid", name.Length == 0 ? "A name is required." : $"The name {why}.", "Write lower-case letters, digits and hyphens, at most 63.");
        }
        else if (others.Any(s => s.Name == name))
        {
            yield return Finding.Error("name", "spoke-name-twice", "Another spoke has this name; they would be one object.", "Give each spoke a name of its own.");
        }

        if (form.IsInCluster && others.Any(s => s.IsInCluster))
        {
            yield return Finding.Error("isInCluster", "spoke-hub-twice", "Only one spoke can be the hub itself.", "Name the Secret that holds the spoke's kubeconfig.");
        }

        if (!form.IsInCluster && KubernetesNames.CheckSubdomain(form.SecretName.Trim()) is not null)
        {
            yield return Finding.Error("secretName", "spoke-secret-invalid", form.SecretName.Trim().Length == 0 ? "The name of the Secret is required." : "The name of a Secret consists of lower-case letters, digits, hyphens and dots.", "Write the Secret's name as kubectl prints it.");
        }

        if (!form.IsInCluster && form.SecretKey.Trim().Length > 0 && !Key().IsMatch(form.SecretKey.Trim()))
        {
            yield return Finding.Error("secretKey", "spoke-secret-key-invalid", "The key in a Secret consists of letters, digits, '-', '_' and '.'.", "Write kubeconfig, or the key that holds it.");
        }
    }

    private static IReadOnlyList<ValueNode> Items(ValueMap user) => EffectiveValues.Find(user, _spokes) is ValueList list ? list.Items : [];

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]{1,253}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
