using System.Reflection;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Api;

/// <summary>
/// The HTTP API: one route per operation, made from the catalog. A call is the session of its bearer (<c>Authorization: Bearer</c>, the token of
/// <c>POST /api/v1/sessions</c>), or of the browser's cookie; the one door decides what the session may do.
/// </summary>
internal static class ConsoleApi
{
    /// <summary>Where every route of the API is.</summary>
    public const string Prefix = "/api";

    /// <summary>The OpenAPI document.</summary>
    public const string DocumentPath = "/api/v1/openapi.json";

    /// <summary>Adds what the API needs.</summary>
    public static IServiceCollection AddConsoleApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => ApiJson.Configure(o.SerializerOptions));
        services.AddOpenApi("v1", o =>
        {
            o.ShouldInclude = described => described.ActionDescriptor.EndpointMetadata.OfType<OperationDescriptor>().Any();
            o.AddOperationTransformer<OperationDescription>().AddDocumentTransformer<DocumentDescription>();
        });
        return services;
    }

    /// <summary>Makes every refusal under <see cref="Prefix"/> problem JSON; before routing and authentication.</summary>
    public static IApplicationBuilder UseConsoleApi(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Request.Path.StartsWithSegments(Prefix), api => api.UseMiddleware<ProblemMiddleware>());

    /// <summary>Maps <c>/api/v1/…</c>.</summary>
    public static IEndpointRouteBuilder MapConsoleApi(this IEndpointRouteBuilder routes)
    {
        foreach (var operation in OperationCatalog.Default.All.Where(o => o.Path.Length > 0))
        {
            Map(routes, operation);
        }

        routes.MapOpenApi(DocumentPath);
        return routes;
    }

    private static void Map(IEndpointRouteBuilder routes, OperationDescriptor operation)
    {
        var route = (IOperationRoute)Activator.CreateInstance(
            typeof(OperationRoute<,>).MakeGenericType(operation.Input, operation.Output), BindingFlags.Instance | BindingFlags.Public, null, null, null)!;
        // The method is what the OpenAPI document finds endpoints by; a handler that is given as a RequestDelegate does not show its own.
        var endpoint = routes.MapMethods(operation.Path, [operation.Method], route.InvokeAsync)
            .WithName(operation.Name).WithMetadata(operation, route.GetType().GetMethod(nameof(IOperationRoute.InvokeAsync))!);
        if (operation.Permission == Permission.Anonymous)
        {
            endpoint.AllowAnonymous();
        }
    }
}
