using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;

namespace PaletteAI.Console.Application.Operations.Access;

/// <summary>The caller's own sessions that have not ended, newest first.</summary>
[Operation("access.list-sessions", Permission.OwnSession, AuditMode.RefusalsOnly)]
[BrowserOnly("They are looked after on the Settings page; the command line ends its own with logout.")]
public sealed record ListSessions : IOperation<IReadOnlyList<SessionView>>;

/// <summary>A session as its account may see it.</summary>
/// <param name="Name">Names it, opens nothing.</param>
/// <param name="Kind"><c>browser</c> or <c>command-line</c>.</param>
/// <param name="SourceAddress">Where it began.</param>
/// <param name="CreatedAt">Begin.</param>
/// <param name="LastActivityAt">Last activity of the person.</param>
/// <param name="EndsAt">When it ends if nobody does anything.</param>
/// <param name="IsCurrent">It is the one that asks.</param>
public sealed record SessionView(
    string Name, string Kind, string SourceAddress, DateTimeOffset CreatedAt, DateTimeOffset LastActivityAt, DateTimeOffset EndsAt, bool IsCurrent);

internal sealed class ListSessionsHandler(ISessionStore sessions, SessionLife life, TimeProvider time) : IOperationHandler<ListSessions, IReadOnlyList<SessionView>>
{
    public async Task<Result<IReadOnlyList<SessionView>>> HandleAsync(ListSessions input, OperationContext context, CancellationToken ct)
    {
        var mine = sessions.NameOf(context.Caller.SessionId);
        var now = time.GetUtcNow();
        var active = await sessions.ListActiveAsync(ct);
        return Result<IReadOnlyList<SessionView>>.Success([.. active
            .Where(s => s.UserName == context.Actor && life.EndReason(s.LastActivityAt, s.ExpiresAt, now) is null)
            .OrderByDescending(s => s.CreatedAt)
            .Select(s => new SessionView(
                s.Id, s.Kind, s.SourceAddress, s.CreatedAt, s.LastActivityAt, life.EndsAt(s.LastActivityAt, s.ExpiresAt), s.Id == mine))]);
    }
}
