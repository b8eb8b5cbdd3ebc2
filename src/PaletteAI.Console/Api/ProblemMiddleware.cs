using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Api;

/// <summary>Answers of the API that no operation gave: refused by routing, authentication or the server, or a fault of ours.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    /// <summary>Turns them into problem JSON.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Problem.WriteAsync(http, Of(e.StatusCode), e.StatusCode);
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            log.LogError(e, "A call of {Method} {Path} failed by a fault of its own", http.Request.Method, http.Request.Path);
            await Problem.WriteAsync(http, Of(StatusCodes.Status500InternalServerError));
            return;
        }

        if (!http.Response.HasStarted && http.Response is { StatusCode: >= 400, ContentType: null } and { ContentLength: null or 0 })
        {
            await Problem.WriteAsync(http, Of(http.Response.StatusCode), http.Response.StatusCode);
        }
    }

    private static Error Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new(ErrorKind.Unauthenticated, "not-signed-in", "Nobody is signed in.", "Sign in with POST /api/v1/sessions and send its token as Authorization: Bearer."),
        StatusCodes.Status403Forbidden => new(ErrorKind.Forbidden, "not-permitted", "This is not permitted.", "Sign in with another account."),
        StatusCodes.Status404NotFound => new(ErrorKind.NotFound, "no-such-route", "There is no such route.", $"See {ConsoleApi.DocumentPath}."),
        StatusCodes.Status405MethodNotAllowed => new(ErrorKind.Usage, "method-not-allowed", "The route does not know this method.", $"See {ConsoleApi.DocumentPath}."),
        StatusCodes.Status413PayloadTooLarge => new(ErrorKind.Usage, "request-too-large", "The request is larger than 1 MiB.", "Send less."),
        >= 500 => new(ErrorKind.Internal, "internal-fault", "The console failed by a fault of its own.", "Look at its log; the same call may work again."),
        _ => new(ErrorKind.Usage, "request-malformed", "The request could not be read.", $"See {ConsoleApi.DocumentPath}."),
    };
}
