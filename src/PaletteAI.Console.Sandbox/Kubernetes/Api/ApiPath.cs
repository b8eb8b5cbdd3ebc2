using PaletteAI.Console.Sandbox.Kubernetes.Store;

namespace PaletteAI.Console.Sandbox.Kubernetes.Api;

/// <summary>What a path of the API names.</summary>
/// <param name="Namespace">Empty for all namespaces and for resources without.</param>
/// <param name="Name">Empty for the collection.</param>
/// <param name="Subresource">status, log, or empty.</param>
internal sealed record ApiPath(ResourceType Type, string Namespace, string Name, string Subresource)
{
    /// <summary>Reads a path.</summary>
    /// <exception cref="ApiException">404: nothing is there.</exception>
    public static ApiPath Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var v, .. var r] => ("", v, r),
            ["apis", var g, var v, .. var r] => (g, v, r),
            _ => throw ApiException.UnknownPath(),
        };
        var (ns, names) = rest is ["namespaces", var n, var next, ..] && next is not ("status" or "finalize") ? (n, rest[2..]) : ("", rest);
        var (plural, name, sub) = names switch
        {
            [var p] => (p, "", ""),
            [var p, var n1] => (p, n1, ""),
            [var p, var n1, var s] => (p, n1, s),
            _ => throw ApiException.UnknownPath(),
        };
        var type = ResourceType.Find(group, version, plural);
        return type is null || (type.IsNamespaced ? name.Length > 0 && ns.Length == 0 : ns.Length > 0)
            ? throw ApiException.UnknownPath()
            : new ApiPath(type, ns, name, sub);
    }
}
