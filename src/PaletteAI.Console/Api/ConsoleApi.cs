namespace PaletteAI.Console.Api;

/// <summary>The HTTP API: one route per operation, made from the catalog.</summary>
internal static class ConsoleApi
{
    /// <summary>Maps <c>/api/v1/…</c>.</summary>
    public static IEndpointRouteBuilder MapConsoleApi(this IEndpointRouteBuilder routes) => routes;
}
