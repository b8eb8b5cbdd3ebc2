using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaletteAI.Console.Sandbox.Kubernetes.Api;
using PaletteAI.Console.Sandbox.Kubernetes.Cluster;
using PaletteAI.Console.Sandbox.Kubernetes.Pki;
using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes;

/// <summary>The simulated Kubernetes API on loopback. While there is no cluster it drops every connection before a byte is answered.</summary>
internal sealed class SimulatedKubernetes : IAsyncDisposable
{
    private readonly ClusterHolder _holder;
    private readonly IClusterSnapshotSource _source;
    private readonly TimeProvider _time;
    private readonly KubernetesFaults _faults;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _watches = new();
    private WebApplication _app = null!;
    private int _open;
    private Task _heart = Task.CompletedTask;

    private SimulatedKubernetes(IClusterSnapshotSource source, ClusterHolder holder, KubernetesFaults faults, TimeProvider time)
    {
        _time = time;
        _source = source;
        _holder = holder;
        _faults = faults;
        faults.WatchesCut += Cut;
        faults.WatchesExpired += Expire;
    }

    /// <summary>Where it listens on loopback.</summary>
    public int Port { get; private set; }

    /// <summary>The admin kubeconfig of the cluster there is, for this machine; empty when there is none.</summary>
    public string Kubeconfig => _source.Current() is { } snapshot ? KubeconfigText.WithCertificate(snapshot.Name, Server, _holder.PkiOf(snapshot)) : "";

    /// <summary>The same with the token in place of the certificate.</summary>
    public string TokenKubeconfig => _source.Current() is { } snapshot ? KubeconfigText.WithToken(snapshot.Name, Server, _holder.PkiOf(snapshot)) : "";

    /// <summary>Objects of the cluster there is.</summary>
    public ObjectStore? Store => _holder.Current()?.Store;

    private string Server => $"https://127.0.0.1:{Port}";

    /// <exception cref="IOException">No port is free.</exception>
    public static async Task<SimulatedKubernetes> StartAsync(
        IClusterSnapshotSource source, string folder, int wantedPort, KubernetesFaults faults, double timeScale, string version, TimeProvider time, CancellationToken ct)
    {
        var holder = new ClusterHolder(source, new ClusterFile(folder), faults, timeScale, time);
        var kubernetes = new SimulatedKubernetes(source, holder, faults, time);
        var api = new KubernetesApi(holder, faults, timeScale, version, time);
        try
        {
            await kubernetes.ListenAsync(wantedPort, api, ct);
        }
        catch (IOException) when (wantedPort != 0)
        {
            // Somebody else has the port of last time; a kubeconfig downloaded then leads nowhere now.
            await kubernetes.ListenAsync(0, api, ct);
        }

        kubernetes._heart = Task.Run(() => kubernetes.BeatAsync(kubernetes._stop.Token), CancellationToken.None);
        return kubernetes;
    }

    public async ValueTask DisposeAsync()
    {
        _faults.WatchesCut -= Cut;
        _faults.WatchesExpired -= Expire;
        await _stop.CancelAsync();
        Cut();
        await _heart;
        await _app.DisposeAsync();
        _holder.Save();
        _stop.Dispose();
    }

    private async Task ListenAsync(int port, KubernetesApi api, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "palette-console" });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Use(next => connection => DropWhileAway(next, connection));
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Handshake()) });
            });
        });
        _app = builder.Build();
        _app.Run(http => HandleAsync(http, api));
        await _app.StartAsync(ct);
        Port = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    private SslServerAuthenticationOptions Handshake() => new()
    {
        ServerCertificate = _holder.Current()?.Pki.Server ?? throw new IOException("There is no cluster."),
        ClientCertificateRequired = true,
#pragma warning disable CA5359 // Any certificate, or none, completes the handshake as on a real server; the request is judged by it.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
    };

    private Task DropWhileAway(ConnectionDelegate next, ConnectionContext connection)
    {
        if (_holder.Current() is not null)
        {
            return next(connection);
        }

        connection.Abort();
        return Task.CompletedTask;
    }

    private async Task HandleAsync(HttpContext http, KubernetesApi api)
    {
        CancellationToken cut;
        lock (_gate)
        {
            cut = _watches.Token;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, cut);
        Interlocked.Increment(ref _open);
        try
        {
            await api.HandleAsync(http, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            http.Abort();
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // Acts on the cluster for those who watch, and cuts their connections when it goes away. For whoever comes later it acts then.
    private async Task BeatAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var cluster = Volatile.Read(ref _open) > 0 ? _holder.Current() : null;
                if (cluster is null && Volatile.Read(ref _open) > 0)
                {
                    Cut();
                }

                // Objects that somebody changed are looked at soon; the clock moves the rest.
                var clock = _source.WaitForChangeAsync(stop);
                await (cluster is null ? clock : Task.WhenAny(clock, cluster.Store.Changed));
                await Task.Delay(SimulatedCluster.Grain, _time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private void Cut()
    {
        CancellationTokenSource old;
        lock (_gate)
        {
            old = _watches;
            _watches = new CancellationTokenSource();
        }

        old.Cancel();
        old.Dispose();
    }

    private void Expire() => _holder.Current()?.Store.Compact(tellWatches: true);
}
