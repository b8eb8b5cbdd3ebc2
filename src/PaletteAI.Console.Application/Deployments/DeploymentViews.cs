using System.Collections.Immutable;
using PaletteAI.Console.Application.Ports;
using PaletteAI.Console.Domain.Deployments;

namespace PaletteAI.Console.Application.Deployments;

/// <summary>Makes views out of journal rows.</summary>
internal static class DeploymentViews
{
    public static DeploymentView Of(
        DeploymentRecord record, IReadOnlyList<DeploymentObservation> observations, LiveFacts live, DateTimeOffset now, DeploymentPace pace)
    {
        var course = Course(record, observations, live);
        return new DeploymentView
        {
            Id = record.Id,
            ClusterName = record.ClusterName,
            StartedBy = record.StartedBy,
            StartedAt = record.StartedAt,
            EndedAt = record.EndedAt,
            Phase = record.Phase,
            Course = course,
            Timeline = DeploymentTimeline.Build(course, now, pace),
            Packs = live.Packs,
            Events = live.Events,
            Reported = record.LastSeen is { } seen ? seen with { Kubeconfig = null } : null,
            Failure = record.Failure,
            NextActions = record.Phase == DeploymentPhase.Failed ? NextActions.After(record.Failure?.Code ?? "") : [],
            Problem = live.Problem,
            Accepted = record.Accepted,
            PlanSha256 = record.PlanSha256,
            TakenAt = now,
        };
    }

    public static DeploymentObservation ToObservation(Milestone m) => new(m.Key, m.At, m.Lane, m.Type, m.Reason, m.State.ToString(), m.Message);

    private static DeploymentCourse Course(DeploymentRecord record, IReadOnlyList<DeploymentObservation> observations, LiveFacts live) => new()
    {
        ClusterName = record.ClusterName,
        State = record.Phase switch
        {
            DeploymentPhase.Requested => CourseState.Requesting,
            DeploymentPhase.Accepted or DeploymentPhase.Provisioning => CourseState.Deploying,
            DeploymentPhase.Running => CourseState.Succeeded,
            DeploymentPhase.Failed => CourseState.Failed,
            _ => throw new InvalidOperationException($"Unknown phase {record.Phase}."),
        },
        StartedAt = record.StartedAt,
        EndedAt = record.EndedAt,
        Hosts = record.Hosts.Count > 0 ? [.. record.Hosts] : [.. record.HostUids.Select(uid => new PlannedHost(uid, uid, "", false))],
        LeaderUid = live.LeaderUid,
        ExpectedOrder = record.ExpectedOrder.IsDefault ? [] : record.ExpectedOrder,
        Milestones = [.. observations.Select(ToMilestone)],
        LastHeartbeatAt = record.LastHeartbeatAt,
        Sightings = live.Sightings,
        Failure = record.Failure,
    };

    private static Milestone ToMilestone(DeploymentObservation o) => new(
        o.Lane, o.Type, o.Reason, Enum.TryParse<MilestoneState>(o.Status, out var state) ? state : MilestoneState.Running, o.Message, o.At);
}
