using System.Net;
using PaletteAI.Console.Domain;

namespace PaletteAI.Console.Appliance.Http;

/// <summary>A complete answer of the appliance, success or not.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Body, IReadOnlyList<Secret> Sent)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string Message => ErrorBodies.Message(Body, Sent);
}

/// <summary>A call: method, path, JSON body, time limit.</summary>
internal sealed record Call(HttpMethod Method, string Path)
{
    public static readonly TimeSpan UsualTimeLimit = TimeSpan.FromSeconds(15);

    /// <summary>JSON text of the request.</summary>
    public string? Json { get; init; }

    /// <summary>Instead of <see cref="Json"/>: a body that can be sent once.</summary>
    public HttpContent? Content { get; init; }

    public Secret? Token { get; init; }

    /// <summary>Secrets in the body, to be kept out of error messages.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    public TimeSpan TimeLimit { get; init; } = UsualTimeLimit;
}
