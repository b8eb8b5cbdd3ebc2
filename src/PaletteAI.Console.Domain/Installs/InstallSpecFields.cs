using System.Collections.Immutable;

namespace PaletteAI.Console.Domain.Installs;

/// <summary>Names of the fields of an install spec, for reader, writer and schema alike.</summary>
internal static class InstallSpecFields
{
    public static ImmutableArray<string> Document { get; } = ["apiVersion", "kind", "metadata", "spec"];

    public static ImmutableArray<string> Metadata { get; } = ["name", "tags"];

    public static ImmutableArray<string> Spec { get; } = ["profile", "profileConfig", "cluster", "nodePools"];

    public static ImmutableArray<string> Profile { get; } = ["name", "version"];

    public static ImmutableArray<string> Reference { get; } = ["fromEnv", "fromFile"];

    public static ImmutableArray<string> Cluster { get; } = ["vip", "dnsName", "ntpServers", "sshKeys"];

    public static ImmutableArray<string> NodePool { get; } = ["name", "role", "allowWorkers", "architecture", "labels", "taints", "hosts"];

    public static ImmutableArray<string> Taint { get; } = ["key", "value", "effect"];

    public static ImmutableArray<string> Host { get; } = ["uid", "hostName", "nic"];

    public static ImmutableArray<string> Roles { get; } = ["control-plane", "worker"];
}
