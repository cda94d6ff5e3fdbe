namespace Archivist.Operations.Probing;

/// <summary>One replica as the settings describe it. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is, without credentials.</param>
/// <param name="Vendor">Who runs it.</param>
/// <param name="Geography">Where it is, such as <c>FR/Paris</c>.</param>
/// <param name="Jurisdiction">Whose law it is under.</param>
/// <param name="Backbone">Its network; null when that is not known.</param>
/// <param name="Account">The account that can delete it; null when that is not known.</param>
/// <param name="Medium">The kind of medium.</param>
/// <param name="IsOffline">It is connected only while it is filled or audited.</param>
/// <param name="LastSeen">When this machine found it there last; null when it never did, or no longer knows.</param>
public sealed record ListedReplica(
    string Name, string Address, string Vendor, string Geography, string Jurisdiction, string? Backbone, string? Account, string Medium, bool IsOffline, DateTimeOffset? LastSeen)
{
    /// <summary>What the last probe and the audits since showed, by the names of docs/formats/audits.md; empty without any.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; init; } = new Dictionary<string, string>();
}
