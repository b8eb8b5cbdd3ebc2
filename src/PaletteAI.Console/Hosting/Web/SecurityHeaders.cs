using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace PaletteAI.Console.Hosting.Web;

/// <summary>Headers of every answer: what a page may load, who may frame it, and that nothing of it is kept.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // MudBlazor sets style attributes, hence 'unsafe-inline' for styles. Scripts: our own files and the import map by its hash.
    private const string Policy =
        "default-src 'self'; base-uri 'self'; object-src 'none'; script-src 'self'$map; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
        "img-src 'self' data:; font-src 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'";

    /// <summary>Sets the headers just before the answer starts.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state => Set((HttpContext)state), http);
        return next(http);
    }

    private static Task Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy.Replace("$map", ImportMapHash(http), StringComparison.Ordinal);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    private static string ImportMapHash(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ImportMapDefinition>() is not { } map)
        {
            return "";
        }

        var text = map.ToString().ReplaceLineEndings("\n");
        return $" 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
    }
}
