namespace Archivist.Evidence.Witnessing;

/// <summary>What a witness answers to a checkpoint (C2SP tlog-witness, "add-checkpoint"). The private constructor closes the set. Immutable.</summary>
public abstract record WitnessAnswer
{
    private WitnessAnswer()
    {
    }

    /// <summary>It was cosigned, and is the last checkpoint that the witness knows.</summary>
    /// <param name="Lines">The signature lines, each with its line feed.</param>
    public sealed record Cosigned(string Lines) : WitnessAnswer;

    /// <summary>The request has another form, or its old size is beyond its checkpoint.</summary>
    public sealed record Malformed : WitnessAnswer;

    /// <summary>No log of that name is witnessed here.</summary>
    public sealed record UnknownLog : WitnessAnswer;

    /// <summary>The known key of the log has not signed it.</summary>
    /// <param name="Origin">The log.</param>
    public sealed record NotSigned(string Origin) : WitnessAnswer;

    /// <summary>The witness has cosigned another size than the request continues.</summary>
    /// <param name="Size">The number of entries that it cosigned last.</param>
    public sealed record OtherSize(long Size) : WitnessAnswer;

    /// <summary>The witness has cosigned another history of the same size: a fork.</summary>
    /// <param name="Origin">The log.</param>
    /// <param name="Size">The number of entries.</param>
    public sealed record OtherRoot(string Origin, long Size) : WitnessAnswer;

    /// <summary>The proof does not show that the checkpoint continues the one that was cosigned last.</summary>
    /// <param name="Origin">The log.</param>
    /// <param name="Size">The number of entries that were cosigned last.</param>
    public sealed record NotProven(string Origin, long Size) : WitnessAnswer;
}
