namespace Archivist.Operations.Events;

/// <summary>An answer of the operator. The private constructor closes the set.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Go on.</summary>
    public sealed record Yes : Answer;

    /// <summary>Do not.</summary>
    public sealed record No : Answer;

    /// <summary>A password; never part of a message.</summary>
    public sealed record Secret(ReadOnlyMemory<byte> Bytes) : Answer
    {
        /// <inheritdoc/>
        public override string ToString() => nameof(Secret);
    }
}
