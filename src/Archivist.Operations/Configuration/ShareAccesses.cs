namespace Archivist.Operations.Configuration;

/// <summary>How the servers of the shares of a striped replica are spoken to. Compared by value, in the order of the settings.</summary>
/// <param name="Items">The address of each share that has an access of its own, once.</param>
internal sealed record ShareAccesses(IReadOnlyList<KeyValuePair<string, ReplicaAccess>> Items)
{
    /// <summary>None.</summary>
    public static ShareAccesses None { get; } = new([]);

    /// <inheritdoc/>
    public bool Equals(ShareAccesses? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Count;
}
