using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace PaletteAI.Console.Components;

/// <summary>The document around every page. Rendered once on the server; everything inside <c>Routes</c> is interactive, except sign-in.</summary>
public sealed partial class App
{
    private static readonly IComponentRenderMode _interactive = new InteractiveServerRenderMode(prerender: false);

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [Inject] public required TimeProvider Clock { get; init; }

    private bool Interactive => Http.AcceptsInteractiveRouting();

    private IComponentRenderMode? Mode => Interactive ? _interactive : null;

    private string? Theme => Cookie("palette-theme");

    private string? FixedTheme => Theme is "light" or "dark" ? Theme : null;

    private string? Times => Cookie("palette-times");

    private string? MenuWidth => Cookie("palette-menu") == "narrow" ? "narrow" : null;

    private string Now => Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    // Cookies are anyone's input: only short values pass, and each reader knows its own words.
    private string? Cookie(string name) => Http.Request.Cookies[name] is { Length: <= 16 } value ? value : null;
}
