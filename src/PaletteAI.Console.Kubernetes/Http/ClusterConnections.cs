using System.Security.Cryptography;
using System.Text;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain;
using PaletteAI.Console.Kubernetes.Access;

namespace PaletteAI.Console.Kubernetes.Http;

/// <summary>Keeps connections of the kubeconfigs used last, by their hash: a connection is only ever used with the credentials it was made for.</summary>
internal sealed class ClusterConnections(IDialer dialer, TimeProvider time) : IDisposable
{
    private const int MostConnections = 8;
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, ClusterConnection Connection)> _recent = [];

    public TimeProvider Time => time;

    public Result<ClusterConnection> For(ClusterAccess access)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{access.Folder}\n{access.Kubeconfig.Reveal()}")));
        lock (_gate)
        {
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    return node.Value.Connection;
                }
            }

            var route = KubeconfigReader.Read(access.Kubeconfig, access.Folder);
            if (!route.IsSuccess)
            {
                return route.Error;
            }

            var connection = new ClusterConnection(route.Value, dialer, time);
            _recent.AddFirst((key, connection));
            if (_recent.Count > MostConnections)
            {
                // Whoever still reads from it gets an error and comes back for a new one.
                _recent.Last!.Value.Connection.Dispose();
                _recent.RemoveLast();
            }

            return connection;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (_, connection) in _recent)
            {
                connection.Dispose();
            }

            _recent.Clear();
        }
    }
}
