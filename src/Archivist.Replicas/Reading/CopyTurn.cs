namespace Archivist.Replicas.Reading;

/// <summary>One request to one copy, from its start to its end. <see cref="CopyQueue"/> guards it.</summary>
internal sealed class CopyTurn(CopyState state, CopyNeed need, TimeSpan expected, long startedAt)
{
    internal CopyState State => state;

    internal CopyNeed Need => need;

    /// <summary>The time in which it was expected to be finished when it began.</summary>
    internal TimeSpan Expected => expected;

    internal long StartedAt => startedAt;

    /// <summary>Bytes that came.</summary>
    internal long Received { get; set; }

    /// <summary>What of its length still counts as outstanding.</summary>
    internal long Outstanding { get; set; } = need.Size;

    internal bool IsOver { get; set; }
}
