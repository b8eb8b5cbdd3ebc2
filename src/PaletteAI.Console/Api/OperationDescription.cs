using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Api;

/// <summary>Describes each operation in the OpenAPI document: name, query, body, answer, problems.</summary>
internal sealed class OperationDescription : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<OperationDescriptor>().FirstOrDefault() is not { } described)
        {
            return;
        }

        operation.OperationId = described.Name;
        operation.Summary = $"Runs {described.Name}.";
        operation.Description = described.Permission == Permission.Anonymous ? "Needs no session." : $"Needs the permission {described.Permission}.";
        if (described.Method is "GET" or "DELETE")
        {
            operation.Parameters = [.. Fields(described).Select(Query)];
        }
        else
        {
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Json("application/json", await context.GetOrCreateSchemaAsync(described.Input, null, cancellationToken)) };
            operation.Parameters = [new OpenApiParameter { Name = "Idempotency-Key", In = ParameterLocation.Header, Description = "The same key and operation give the earlier outcome.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } }];
        }

        operation.Responses = new OpenApiResponses
        {
            [Success(described)] = new OpenApiResponse { Description = "Done.", Content = await ContentAsync(described, context, cancellationToken) },
            ["default"] = new OpenApiResponse { Description = "Refused; code, detail and fix say why and what to do.", Content = Json("application/problem+json", await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken)) },
        };
    }

    private static string Success(OperationDescriptor described) => described.Output == typeof(Unit) ? "204" : "200";

    private static async Task<Dictionary<string, OpenApiMediaType>?> ContentAsync(OperationDescriptor described, OpenApiOperationTransformerContext context, CancellationToken ct) =>
        described.Output == typeof(Unit) ? null
        : described.Output == typeof(FileDownload) || typeof(IHasFile).IsAssignableFrom(described.Output) ? Json("application/yaml", new OpenApiSchema { Type = JsonSchemaType.String })
        : Json("application/json", await context.GetOrCreateSchemaAsync(described.Output, null, ct));

    private static IEnumerable<PropertyInfo> Fields(OperationDescriptor described) =>
        described.Input.GetProperties().Where(p => p.CanWrite && p.Name != nameof(IOperation<>.Subject));

    private static IOpenApiParameter Query(PropertyInfo property) => new OpenApiParameter
    {
        Name = char.ToLowerInvariant(property.Name[0]) + property.Name[1..],
        In = ParameterLocation.Query,
        Schema = new OpenApiSchema { Type = (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { } type && (type == typeof(int) || type == typeof(long)) ? JsonSchemaType.Integer : JsonSchemaType.String },
    };

    private static Dictionary<string, OpenApiMediaType> Json(string type, IOpenApiSchema schema) => new() { [type] = new OpenApiMediaType { Schema = schema } };
}

/// <summary>The document as a whole.</summary>
internal sealed class DocumentDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "PaletteAI Console", Version = "v1", Description = "Every operation of the console. Sign in with POST /api/v1/sessions; send its token as Authorization: Bearer." };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of POST /api/v1/sessions." },
        };
        return Task.CompletedTask;
    }
}
