using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Api;

/// <summary>An error as the API answers it: problem JSON (RFC 9457) with the parts of <see cref="Error"/>.</summary>
internal sealed record Problem
{
    /// <summary>HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The status in words.</summary>
    public required string Title { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>Kind of refusal.</summary>
    public required ErrorKind Kind { get; init; }

    /// <summary>Stable kebab-case code.</summary>
    public required string Code { get; init; }

    /// <summary>What to do.</summary>
    public string Fix { get; init; } = "";

    /// <summary>The field concerned.</summary>
    public string Path { get; init; } = "";

    /// <summary>All findings behind it.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Facts a caller may act on.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>The status of an error's kind: the only place that knows.</summary>
    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Usage => StatusCodes.Status400BadRequest,
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Refused => StatusCodes.Status409Conflict,
        ErrorKind.RemoteFailed => StatusCodes.Status502BadGateway,
        ErrorKind.RemoteTimeout => StatusCodes.Status504GatewayTimeout,
        ErrorKind.Internal => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The problem of an error.</summary>
    public static Problem Of(Error error, int? status = null) => new()
    {
        Status = status ?? StatusOf(error.Kind),
        Title = ReasonPhrases.GetReasonPhrase(status ?? StatusOf(error.Kind)),
        Detail = error.Message,
        Kind = error.Kind,
        Code = error.Code,
        Fix = error.Fix,
        Path = error.Path,
        Findings = error.Findings,
        Facts = error.Facts,
    };

    /// <summary>Answers with the problem of an error.</summary>
    public static async Task WriteAsync(HttpContext http, Error error, int? status = null)
    {
        var problem = Of(error, status);
        http.Response.StatusCode = problem.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (error.Facts.TryGetValue("retryAfterSeconds", out var seconds))
        {
            http.Response.Headers.RetryAfter = seconds;
        }

        await http.Response.WriteAsJsonAsync(problem, ApiJson.Options, "application/problem+json", http.RequestAborted);
    }

    /// <summary>The error a problem tells of; null when the text is no problem of ours.</summary>
    public static Error? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Problem>(json, ApiJson.Options) is { } problem
                ? new Error(problem.Kind, problem.Code, problem.Detail, problem.Fix, problem.Path) { Findings = problem.Findings, Facts = problem.Facts }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
