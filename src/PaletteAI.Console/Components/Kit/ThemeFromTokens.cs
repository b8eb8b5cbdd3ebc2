using System.Text.RegularExpressions;
using MudBlazor;

namespace PaletteAI.Console.Components.Kit;

/// <summary>Builds MudBlazor's theme from <c>wwwroot/tokens.css</c>, so that there is one list of colours.</summary>
public static partial class ThemeFromTokens
{
    /// <summary>Builds the theme.</summary>
    /// <param name="css">Text of <c>tokens.css</c>.</param>
    /// <exception cref="InvalidOperationException">A token the theme needs is missing or has no two colours: a fault of ours, seen at start-up.</exception>
    public static MudTheme Build(string css)
    {
        var tokens = Parse(css);
        return new MudTheme
        {
            PaletteLight = Fill(new PaletteLight(), name => Colour(tokens, name, dark: false)),
            PaletteDark = Fill(new PaletteDark(), name => Colour(tokens, name, dark: true)),
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = Plain(tokens, "radius") },
            Typography = new Typography
            {
                Default = new DefaultTypography { FontFamily = Fonts(tokens), FontSize = Plain(tokens, "text-body"), LineHeight = Plain(tokens, "leading"), LetterSpacing = "normal" },
                Button = new ButtonTypography { TextTransform = "none", FontSize = Plain(tokens, "text-body"), LetterSpacing = "normal" },
                H6 = new H6Typography { FontSize = Plain(tokens, "text-body"), FontWeight = Plain(tokens, "weight-strong"), LetterSpacing = "normal" },
            },
        };
    }

    /// <summary>The custom properties of the file: name without the dashes → light and dark value.</summary>
    public static IReadOnlyDictionary<string, (string Light, string Dark)> Parse(string css)
    {
        ArgumentNullException.ThrowIfNull(css);
        var root = css[..Math.Max(0, css.IndexOf("\n}", StringComparison.Ordinal))];
        var tokens = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (Match line in Property().Matches(root))
        {
            var value = line.Groups["value"].Value.Trim();
            var both = LightDark().Match(value);
            tokens[line.Groups["name"].Value] = both.Success ? (both.Groups["light"].Value, both.Groups["dark"].Value) : (value, value);
        }

        return tokens;
    }

    private static T Fill<T>(T palette, Func<string, string> colour)
        where T : Palette
    {
        palette.Primary = colour("accent");
        palette.PrimaryContrastText = colour("on-accent");
        palette.PrimaryDarken = colour("accent-strong");
        palette.Secondary = colour("muted");
        palette.Info = colour("accent");
        palette.InfoContrastText = colour("on-accent");
        palette.Success = colour("good");
        palette.Warning = colour("warning");
        palette.Error = colour("failing");
        palette.ErrorContrastText = colour("on-failing");
        palette.Background = colour("ground");
        palette.BackgroundGray = colour("sunk");
        palette.Surface = colour("surface");
        palette.AppbarBackground = colour("surface");
        palette.AppbarText = colour("text");
        palette.DrawerBackground = colour("surface");
        palette.DrawerText = colour("text");
        palette.DrawerIcon = colour("muted");
        palette.TextPrimary = colour("text");
        palette.TextSecondary = colour("muted");
        palette.TextDisabled = colour("muted");
        palette.ActionDefault = colour("muted");
        palette.ActionDisabled = colour("muted");
        palette.LinesDefault = colour("line");
        palette.LinesInputs = colour("edge");
        palette.TableLines = colour("line");
        palette.TableHover = colour("hover");
        palette.Divider = colour("line");
        palette.Skeleton = colour("line");
        palette.OverlayDark = colour("scrim");
        return palette;
    }

    private static string Colour(IReadOnlyDictionary<string, (string Light, string Dark)> tokens, string name, bool dark)
    {
        var value = tokens.TryGetValue("color-" + name, out var both) ? dark ? both.Dark : both.Light : "";
        return HexColour().IsMatch(value) ? value : throw new InvalidOperationException($"tokens.css: --color-{name} must be light-dark(#light, #dark), but is \"{value}\"");
    }

    private static string Plain(IReadOnlyDictionary<string, (string Light, string Dark)> tokens, string name) =>
        tokens.TryGetValue(name, out var value) ? value.Light : throw new InvalidOperationException($"tokens.css: --{name} is missing");

    private static string[] Fonts(IReadOnlyDictionary<string, (string Light, string Dark)> tokens) =>
        Plain(tokens, "font-sans").Split(',').Select(font => font.Trim().Trim('"')).ToArray();

    [GeneratedRegex(@"^\s*--(?<name>[a-z0-9-]+):\s*(?<value>[^;]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Property();

    [GeneratedRegex(@"\Alight-dark\((?<light>[^,()]+),\s*(?<dark>[^,()]+)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex LightDark();

    [GeneratedRegex(@"\A#(?:[0-9a-f]{6}|[0-9a-f]{8})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexColour();
}
