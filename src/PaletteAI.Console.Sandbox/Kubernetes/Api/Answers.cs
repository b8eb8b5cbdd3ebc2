using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    public static Task JsonAsync(HttpContext http, int status, JsonObject body, string contentType = "application/json") =>
        BytesAsync(http, status, Encoding.UTF8.GetBytes(body.ToJsonString()), contentType);

    public static async Task BytesAsync(HttpContext http, int status, ReadOnlyMemory<byte> body, string contentType = "application/json")
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    public static void Append(PipeWriter writer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
