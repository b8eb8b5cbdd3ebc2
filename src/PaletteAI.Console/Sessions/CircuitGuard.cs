using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Components;

namespace PaletteAI.Console.Sessions;

/// <summary>Ties a circuit to its session: no event is handled after the session ended, and one session holds a bounded number of circuits.</summary>
internal sealed class CircuitGuard(
    AuthenticationStateProvider authentication, SessionRegistry registry, CircuitCounts counts, CircuitLife life) : CircuitHandler
{
    private CancellationTokenRegistration _watch;
    private string _sessionId = "";

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _sessionId = SessionPrincipal.IdOf(user);
        if (!counts.TryEnter(_sessionId))
        {
            _sessionId = "";
            throw new InvalidOperationException($"A session may hold {CircuitCounts.PerSession} open pages");
        }

        _watch = registry.LifetimeOf(_sessionId).Register(life.End);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _watch.Dispose();
        counts.Leave(_sessionId);
        life.Dispose();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => life.Ended.IsCancellationRequested ? throw new SessionEndedException() : next(context);
}

/// <summary>How many circuits each session holds. Blazor itself has no limit per user.</summary>
internal sealed class CircuitCounts
{
    /// <summary>Open pages (tabs, and those that closed less than three minutes ago) of one session.</summary>
    public const int PerSession = 40;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Sessions that hold any.</summary>
    public int Sessions => _open.Count;

    /// <summary>Counts a circuit in; false when the session holds as many as it may.</summary>
    public bool TryEnter(string sessionId)
    {
        while (true)
        {
            var open = _open.GetOrAdd(sessionId, 0);
            if (open >= PerSession)
            {
                return false;
            }

            if (_open.TryUpdate(sessionId, open + 1, open))
            {
                return true;
            }
        }
    }

    /// <summary>Counts a circuit out.</summary>
    public void Leave(string sessionId)
    {
        if (sessionId.Length > 0 && _open.AddOrUpdate(sessionId, 0, static (_, n) => n - 1) <= 0)
        {
            _open.TryRemove(KeyValuePair.Create(sessionId, 0));
        }
    }
}
