using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Values.Forms;

/// <summary>A connector in a list.</summary>
/// <param name="Index">Its place in <c>dex.config.connectors</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people read on the sign-in page.</param>
/// <param name="Type">Its type.</param>
public sealed record ConnectorSummary(int Index, string Id, string Name, string Type);

/// <summary>A connector as a form holds it.</summary>
public sealed record ConnectorForm
{
    /// <summary>Place in the list; null for a new one.</summary>
    public int? Index { get; init; }

    /// <summary>Type.</summary>
    public required string Type { get; init; }

    /// <summary>Id; part of addresses, and of how users are told apart: it is better not changed.</summary>
    public string Id { get; init; } = "";

    /// <summary>What people read on the sign-in page.</summary>
    public string Name { get; init; } = "";

    /// <summary>Entries by name of the field; a missing one is not given.</summary>
    public ImmutableDictionary<string, FormValue> Values { get; init; } = ImmutableDictionary<string, FormValue>.Empty;

    /// <summary>The whole config as YAML, for types without a form.</summary>
    public string ConfigYaml { get; init; } = "";

    /// <summary>The redirect URI as it follows from the root domain or the issuer; null when neither is known, then it is a field.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>Fields to show.</summary>
    public ImmutableArray<FormField> Fields => [.. ConnectorFields.Of(Type).Where(f => (f.Name != "redirectURI" || RedirectUri is null) && (!f.IsDeprecated || this[f.Name] != FormValue.None))];

    /// <summary>Whether the type has fields; else <see cref="ConfigYaml"/> is edited.</summary>
    public bool HasFields => ConnectorFields.WithForm.Contains(Type);

    /// <summary>An entry.</summary>
    public FormValue this[string field] => Values.GetValueOrDefault(field, FormValue.None);

    /// <summary>The form with an entry changed.</summary>
    public ConnectorForm With(string field, FormValue value) => this with { Values = Values.SetItem(field, value) };

    /// <summary>Never what was entered: it may be a secret.</summary>
    public override string ToString() => $"connector {Type}";
}
