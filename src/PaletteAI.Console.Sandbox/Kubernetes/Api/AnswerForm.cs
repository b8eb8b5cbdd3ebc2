using Microsoft.AspNetCore.Http;
using PaletteAI.Console.Sandbox.Kubernetes.Tables;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>In which form a client wants objects: whole, as a table, or their metadata only.</summary>
internal sealed record AnswerForm(bool IsTable, bool IsPartial, IncludeObject Include)
{
    public static AnswerForm Of(HttpRequest request)
    {
        // The first form that is known counts; kubectl names Table v1, Table v1beta1, then plain JSON.
        var accepted = request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries).Select(a => a.Replace(" ", "", StringComparison.Ordinal));
        var form = accepted.FirstOrDefault(a => a.StartsWith("application/json", StringComparison.Ordinal)) ?? "";
        var include = request.Query["includeObject"].ToString() switch { "None" => IncludeObject.None, "Object" => IncludeObject.Object, _ => IncludeObject.Metadata };
        return new AnswerForm(form.Contains(";as=Table", StringComparison.Ordinal), form.Contains(";as=PartialObjectMetadata", StringComparison.Ordinal), include);
    }
}
