using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using PaletteAI.Console.Features.Values.Analysis;
using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Features.Values.Text;

/// <summary>
/// Carries whole texts between an open editor and the console, because a circuit takes small messages only. It shows and takes nothing that its
/// session did not open through the one door; what is saved goes through it again.
/// </summary>
internal static class ValuesTextEndpoints
{
    // A page of another origin cannot send this header without asking first.
    private const string OwnHeader = "X-Palette-Console";
    private const string VersionHeader = "X-Text-Version";
    private const string Route = "/paletteai/values/texts/{key}";
    private const int BodyLimit = 4 * 1024 * 1024;

    private static readonly UTF8Encoding _utf8 = new(false, true);

    /// <summary>Where the text of a key is.</summary>
    public static string AddressOf(string key) => "/paletteai/values/texts/" + key;

    /// <summary>Adds what holds the texts.</summary>
    public static void AddValuesTexts(this IServiceCollection services) => services.AddSingleton<ValuesDocuments>().AddSingleton<KnownTrees>();

    /// <summary>Maps <c>GET</c> and <c>PUT</c> of a text.</summary>
    public static void MapValuesTexts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, Read);
        routes.MapPut(Route, WriteAsync).WithMetadata(new RequestSizeLimitAttribute(BodyLimit));
    }

    private static IResult Read(string key, HttpContext http, ValuesDocuments documents)
    {
        if (Refusal(http) is { } refusal)
        {
            return refusal;
        }

        if (documents.Find(SessionPrincipal.IdOf(http.User), key) is not { } document)
        {
            return Results.NotFound();
        }

        var (text, version) = document.Snapshot();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[VersionHeader] = version.ToString(CultureInfo.InvariantCulture);
        return Results.Text(text, "text/plain", _utf8);
    }

    private static async Task<IResult> WriteAsync(string key, HttpContext http, ValuesDocuments documents)
    {
        if (Refusal(http) is { } refusal)
        {
            return refusal;
        }

        if (documents.Find(SessionPrincipal.IdOf(http.User), key) is not { } document)
        {
            return Results.NotFound();
        }

        try
        {
            using var reader = new StreamReader(http.Request.Body, _utf8, detectEncodingFromByteOrderMarks: false);
            var text = await reader.ReadToEndAsync(http.RequestAborted);
            return text.Length > ValuesDocument.Limit || _utf8.GetByteCount(text) > ValuesDocument.Limit
                ? Results.StatusCode(StatusCodes.Status413PayloadTooLarge)
                : Results.Json(new { version = document.Take(text) });
        }
        catch (DecoderFallbackException)
        {
            return Results.BadRequest();
        }
        catch (BadHttpRequestException e)
        {
            return Results.StatusCode(e.StatusCode);
        }
    }

    private static IResult? Refusal(HttpContext http)
    {
        var site = http.Request.Headers["Sec-Fetch-Site"].ToString();
        return http.Request.Headers[OwnHeader] == "1" && site is "same-origin" or "" ? null : Results.StatusCode(StatusCodes.Status403Forbidden);
    }
}
