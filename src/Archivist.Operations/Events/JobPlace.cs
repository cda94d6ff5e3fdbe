namespace Archivist.Operations.Events;

/// <summary>Where a scheduler keeps its jobs. The private constructor closes the set.</summary>
public abstract record JobPlace
{
    private JobPlace()
    {
    }

    /// <summary>A SQLite database that one process uses.</summary>
    /// <param name="Path">The file; made when missing.</param>
    public sealed record File(string Path) : JobPlace;

    /// <summary>A PostgreSQL database that several machines share: jobs of one that dies go to another.</summary>
    /// <param name="Connection">The connection string; may hold a password, so it is never shown.</param>
    public sealed record Shared(string Connection) : JobPlace
    {
        /// <inheritdoc/>
        public override string ToString() => nameof(Shared);
    }
}
