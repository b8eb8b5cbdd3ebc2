namespace PaletteAI.Console.Domain.Values.Lint.Dex;

/// <summary>A Go type as JSON is decoded into it.</summary>
internal enum GoKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>string.</summary>
    Text,

    /// <summary>string, or a list of them; only since a version newer than those in use.</summary>
    TextOrList,

    /// <summary>[]byte: base64 in a text.</summary>
    Base64,

    /// <summary>bool.</summary>
    Flag,

    /// <summary>int.</summary>
    Whole,

    /// <summary>struct or map.</summary>
    Map,

    /// <summary>map[string]string.</summary>
    MapOfText,

    /// <summary>A slice.</summary>
    List,
}

/// <summary>A field of a Go structure. Go matches names without regard to letter case.</summary>
internal sealed class GoShape(string name, GoKind kind)
{
    private readonly Dictionary<string, GoShape> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The documented spelling.</summary>
    public string Name { get; } = name;

    public GoKind Kind { get; } = kind;

    /// <summary>Shape of a list's items; null when they may be anything.</summary>
    public GoShape? Item { get; init; }

    /// <summary>Without it the connector cannot be opened.</summary>
    public bool RequiredToOpen { get; init; }

    /// <summary>Without it nobody can log in.</summary>
    public bool RequiredToLogIn { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>Texts that are known; empty when any is.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>Fields of a map; none when they are not described.</summary>
    public IReadOnlyDictionary<string, GoShape> Fields => _fields;

    public void Add(GoShape field) => _fields[field.Name] = field;
}
