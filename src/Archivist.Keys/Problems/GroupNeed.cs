namespace Archivist.Keys.Problems;

/// <summary>A group of which shares are missing.</summary>
/// <param name="Group">Its number, counted from 1.</param>
/// <param name="Present">How many shares were given.</param>
/// <param name="Needed">How many are needed.</param>
public sealed record GroupNeed(int Group, int Present, int Needed);
