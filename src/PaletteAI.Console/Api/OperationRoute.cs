using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Sessions;

namespace PaletteAI.Console.Api;

/// <summary>Answers the calls of one operation.</summary>
internal interface IOperationRoute
{
    /// <summary>Reads the input, runs the operation, writes the outcome.</summary>
    Task InvokeAsync(HttpContext http);
}

/// <inheritdoc/>
internal sealed class OperationRoute<TInput, TOutput> : IOperationRoute
    where TInput : class, IOperation<TOutput>
{
    private const string IdempotencyHeader = "Idempotency-Key";
    private const int LongestKey = 200;

    public async Task InvokeAsync(HttpContext http)
    {
        var key = http.Request.Headers[IdempotencyHeader].ToString();
        if ((CrossSiteGuard.Refusal(http) ?? WrongKey(key)) is { } refusal)
        {
            await Problem.WriteAsync(http, refusal);
            return;
        }

        var input = await RequestBinder.ReadAsync<TInput>(http.Request, http.RequestAborted);
        if (!input.IsSuccess)
        {
            await Problem.WriteAsync(http, input.Error);
            return;
        }

        var outcome = await http.RequestServices.GetRequiredService<IOperationRunner>()
            .RunAsync(input.Value, CallerOf(http, key), http.RequestAborted);
        await (outcome.IsSuccess ? WriteAsync(http, outcome.Value) : Problem.WriteAsync(http, outcome.Error));
    }

    private static Caller CallerOf(HttpContext http, string key) =>
        new(SessionPrincipal.IdOf(http.User), SessionPrincipal.SourceOf(http), Via(http.Request), key.Length > 0 ? key : null);

    private static string Via(HttpRequest request) =>
        !CrossSiteGuard.HasBearer(request) && SessionCookies.SessionId(request).Length > 0 ? "browser"
        : request.Headers.UserAgent.ToString().StartsWith(ApiJson.CommandLineAgent, StringComparison.Ordinal) ? "command-line" : "api";

    private static Error? WrongKey(string key) => key.Length <= LongestKey && key.All(c => c is > ' ' and < (char)127)
        ? null
        : new Error(ErrorKind.Usage, "idempotency-key-malformed", $"{IdempotencyHeader} is longer than {LongestKey} characters, or holds others than printable ASCII.", "Use a new UUID for each deed.", IdempotencyHeader);

    private static Task WriteAsync(HttpContext http, TOutput output)
    {
        http.Response.Headers.CacheControl = "no-store";
        return output switch
        {
            FileDownload file => WriteFileAsync(http, file),
            IHasFile { File: var file } => WriteFileAsync(http, file),
            Unit => NoContent(http),
            _ => http.Response.WriteAsJsonAsync(output, ApiJson.Options, http.RequestAborted),
        };
    }

    private static Task NoContent(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task WriteFileAsync(HttpContext http, FileDownload file)
    {
        http.Response.ContentType = file.Bytes.IsEmpty ? file.ContentType + "; charset=utf-8" : file.ContentType;
        http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = file.FileName, DispositionType = DispositionTypeNames.Attachment }.ToString();
        return file.Bytes.IsEmpty ? http.Response.WriteAsync(file.Content.Reveal(), http.RequestAborted) : http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted).AsTask();
    }
}

/// <summary>Reads an operation's input: route and query for reads, JSON for the rest.</summary>
internal static class RequestBinder
{
    /// <summary>The input; an error names the field that does not fit.</summary>
    public static async Task<Result<T>> ReadAsync<T>(HttpRequest request, CancellationToken ct)
        where T : class
    {
        var hasBody = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsDelete(request.Method);
        try
        {
            if (!hasBody)
            {
                return FromTexts<T>(request.Query.SelectMany(q => q.Value, (q, v) => (q.Key, Text: v ?? "")));
            }

            return request.HasJsonContentType()
                ? await request.ReadFromJsonAsync<T>(ApiJson.Options, ct) is { } read ? read : Malformed("")
                : new Error(ErrorKind.Usage, "json-expected", "The body is not JSON.", "Send JSON with Content-Type: application/json.");
        }
        catch (JsonException e) when (e.InnerException is InvalidSpecException invalid)
        {
            return Error.FromFindings(invalid.Findings);
        }
        catch (JsonException e)
        {
            return Malformed(e.Path ?? "");
        }
    }

    private static Result<T> FromTexts<T>(IEnumerable<(string Name, string Text)> texts)
        where T : class
    {
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, text) in texts)
        {
            if (!fields.TryAdd(name, Typed<T>(name, text)))
            {
                return new Error(ErrorKind.Usage, "query-twice", $"{name} is given twice.", "Give it once.", name);
            }
        }

        return JsonSerializer.Deserialize<T>(JsonSerializer.SerializeToUtf8Bytes(fields), ApiJson.Options) is { } read ? read : Malformed("");
    }

    // Texts of a query are what the property says they are; what is no such value stays text and is refused with its name.
    private static object? Typed<T>(string name, string text)
    {
        var property = typeof(T).GetProperties().FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        var type = property is null ? null : Nullable.GetUnderlyingType(property) ?? property;
        return type switch
        {
            _ when type == typeof(bool) && bool.TryParse(text, out var flag) => flag,
            _ when (type == typeof(int) || type == typeof(long)) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => text,
        };
    }

    private static Error Malformed(string path)
    {
        var field = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "";
        return new Error(
            ErrorKind.Usage, "request-malformed", field.Length > 0 ? $"{field} is not known here, or not of the form it should have." : "The request is not of the form it should have.",
            $"See {ConsoleApi.DocumentPath}.", field);
    }
}
