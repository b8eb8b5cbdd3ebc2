using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Application.Operations;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Application.Security;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Domain.Access;
using PaletteAI.Console.Testing.Fakes;

namespace PaletteAI.Console.Application.Tests.Operations;

/// <summary>The real door with everything behind it in memory. Stores can be handed on to the next one, as files are after a restart.</summary>
internal sealed class Door : IAsyncDisposable
{
    public Door(Door? before = null, Assembly? operations = null, Action<IServiceCollection>? also = null)
    {
        if (before is not null)
        {
            (Time, Sessions, Audit, Throttle, SignIn) = (before.Time, before.Sessions, before.Audit, before.Throttle, before.SignIn);
        }

        SignIn ??= new ScriptedSignIn(Time);
        Appliance = new ScriptedAppliance(Time);
        Drafts = new MemoryDraftStore(Time);
        Services = Build(operations ?? typeof(IOperationRunner).Assembly, also ?? (_ => { }));
    }

    public ManualTime Time { get; } = new();

    public MemorySessionStore Sessions { get; } = new();

    public MemoryAuditStore Audit { get; } = new();

    public MemoryThrottleStore Throttle { get; } = new();

    public ScriptedSignIn SignIn { get; }

    public ScriptedAppliance Appliance { get; }

    public ScriptedClusterApi Clusters { get; } = new();

    public MemoryDraftStore Drafts { get; }

    public MemoryPins Pins { get; } = new();

    public FakeApplianceCertificate Certificate { get; } = new();

    public DeniedPermissions Policy { get; } = new();

    public Script Script { get; } = new();

    public LogLines Log { get; } = new();

    public ServiceProvider Services { get; }

    private IReadOnlyList<Type?> Background { get; set; } = [];

    public SessionRegistry Registry => Services.GetRequiredService<SessionRegistry>();

    /// <summary>A door to the operations of this assembly, which do what <see cref="Script"/> says.</summary>
    public static Door WithScript() => new(null, typeof(Door).Assembly);

    public Task<Result<T>> RunAsync<T>(IOperation<T> operation, Caller caller) => RunUntilAsync(operation, caller, TestContext.Current.CancellationToken);

    public Task<Result<T>> RunUntilAsync<T>(IOperation<T> operation, Caller caller, CancellationToken gone) =>
        Services.GetRequiredService<IOperationRunner>().RunAsync(operation, caller, gone);

    /// <summary>A session of a browser, as the sign-in page would open it.</summary>
    public async Task<Caller> EnterAsync(string user = "ops", string id = "s1", bool passwordChangeRequired = false)
    {
        await Sessions.AddAsync(
            new Session
            {
                Id = id,
                UserName = user,
                SourceAddress = "10.0.0.9",
                CreatedAt = Time.GetUtcNow(),
                LastActivityAt = Time.GetUtcNow(),
                ExpiresAt = Time.GetUtcNow() + SessionLife.Default.Absolute,
                ApplianceToken = new Secret("token-of-" + id),
                ApplianceTokenExpiresAt = Time.GetUtcNow().AddHours(2),
                PasswordChangeRequired = passwordChangeRequired,
            },
            CancellationToken.None);
        return new Caller(id, "10.0.0.9", "browser");
    }

    /// <summary>A background service the door registers; the others may need what this door has not.</summary>
    public T BackgroundService<T>()
        where T : class, IHostedService
    {
        Assert.Contains(typeof(T), Background);
        return ActivatorUtilities.CreateInstance<T>(Services);
    }

    public static Caller Stranger(string source = "192.0.2.7") => new("", source, "browser");

    public ValueTask DisposeAsync() => Services.DisposeAsync();

    private ServiceProvider Build(Assembly operations, Action<IServiceCollection> also)
    {
        var services = new ServiceCollection()
            .AddLogging(l => l.AddProvider(Log))
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton<ISessionStore>(Sessions)
            .AddSingleton<IAuditStore>(Audit)
            .AddSingleton<ISignInThrottleStore>(Throttle)
            .AddSingleton<ISignIn>(SignIn)
            .AddSingleton<IAppliance>(Appliance)
            .AddSingleton<IClusterApi>(Clusters)
            .AddSingleton<IDraftStore>(Drafts)
            .AddSingleton<IConsoleKeys, FixedKeys>()
            .AddSingleton<ICertificatePins>(Pins)
            .AddSingleton<IApplianceCertificate>(Certificate)
            .AddSingleton<IPermissionPolicy>(Policy)
            .AddSingleton(Script)
            .AddOperations(operations);
        also(services);
        Background = [.. services.Where(s => s.ServiceType == typeof(IHostedService)).Select(s => s.ImplementationType)];
        return services.BuildServiceProvider();
    }
}

/// <summary>Everything is permitted but what a test takes away.</summary>
internal sealed class DeniedPermissions : IPermissionPolicy
{
    public HashSet<Permission> Denied { get; } = [];

    public bool Allows(Session session, Permission permission) => !Denied.Contains(permission);
}
