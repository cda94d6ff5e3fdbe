namespace Archivist.Operations.Problems;

/// <summary>What shows that a repository existed. The private constructor closes the set.</summary>
public abstract record RepositoryTrace
{
    private RepositoryTrace()
    {
    }

    /// <summary>The repository was seen.</summary>
    public sealed record Seen(DateTimeOffset At) : RepositoryTrace;

    /// <summary>Its ledger exists.</summary>
    public sealed record Ledger(string Directory) : RepositoryTrace;

    /// <summary>A replica of it was seen.</summary>
    public sealed record ReplicaSeen(string Name) : RepositoryTrace;

    /// <summary>A replica of it exists.</summary>
    public sealed record Replica(string Name, string Address) : RepositoryTrace;
}
