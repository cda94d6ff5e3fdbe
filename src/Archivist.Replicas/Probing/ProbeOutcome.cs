using Archivist.Repository.Stores;

namespace Archivist.Replicas.Probing;

/// <summary>What a probe of one place showed. Immutable.</summary>
/// <param name="Steps">The requests that were made, in order.</param>
/// <param name="LeftBehind">Objects of the probe that the place did not remove; empty as a rule.</param>
public sealed record ProbeOutcome(IReadOnlyList<ProbeStep> Steps, IReadOnlyList<ObjectName> LeftBehind)
{
    /// <summary>What is known of its bucket; null for a place in none.</summary>
    public BucketFeatures? Bucket { get; init; }

    /// <summary>It stores objects.</summary>
    public bool Writes => Of(ProbeRequest.PutEmpty) is true && Of(ProbeRequest.Put) is not false && !Failed(ProbeRequest.Put);

    /// <summary>It gives back what it holds, byte by byte.</summary>
    public bool Reads => Of(ProbeRequest.Read) is true && Of(ProbeRequest.LookUp) is true;

    /// <summary>It gives back parts of an object.</summary>
    public bool Ranges => Of(ProbeRequest.ReadRange) is true;

    /// <summary>A part beyond the end of an object is refused; false when bytes came, null when that is not known.</summary>
    public bool? RefusesPastEnd => Of(ProbeRequest.ReadPastEnd);

    /// <summary>A listing has an object as soon as it is stored; null when that is not known.</summary>
    public bool? ListsAtOnce => Of(ProbeRequest.List);

    /// <summary>Other bytes do not replace an object that is there; null when that is not known.</summary>
    public bool? RefusesExisting => Of(ProbeRequest.PutAgain);

    /// <summary>Content that does not match its name is refused; null when that is not known.</summary>
    public bool? ChecksContent => Of(ProbeRequest.PutMismatch);

    /// <summary>It removes locks, the only objects that append-only servers remove too; null when nothing could be stored.</summary>
    public bool? Removes => !Steps.Any(step => step.Request is ProbeRequest.RemoveEmpty) ? null
        : Of(ProbeRequest.RemoveEmpty) is true && (Of(ProbeRequest.Remove) ?? !Failed(ProbeRequest.Remove));

    /// <summary>It does everything that copies and audits need. Keeping everything for ever, replacing and not checking are properties, not weaknesses; a bucket that takes objects away is one.</summary>
    public bool IsGood => Writes && Reads && Ranges && RefusesPastEnd is true && ListsAtOnce is not false && !Failed(ProbeRequest.List) && LeftBehind.All(IsEmptyLock)
        && Bucket?.HarmfulRules.Any() is not true;

    /// <summary>The empty lock of a place that removes nothing: readers of locks ignore it.</summary>
    private static bool IsEmptyLock(ObjectName name) => name == PlaceProbe.EmptyLock;

    private bool? Of(ProbeRequest request) => Find(request)?.Worked;

    private bool Failed(ProbeRequest request) => Find(request) is { Worked: null };

    private ProbeStep? Find(ProbeRequest request) => Steps.FirstOrDefault(step => step.Request == request);
}
