namespace Archivist.Correction.Rs03;

/// <summary>
/// How much of the parity is used up, row by row: row i takes sector i of each of the 255 layers, and survives the loss of as many as there are roots.
/// </summary>
public sealed class DamageMap
{
    private readonly byte[] _erasures;
    private readonly bool[] _lost;

    internal DamageMap(Rs03Layout layout)
    {
        Roots = layout.Roots;
        _erasures = new byte[layout.SectorsPerLayer];
        _lost = new bool[layout.SectorsPerLayer];
    }

    /// <summary>Sectors that each row may lose.</summary>
    public int Roots { get; }

    /// <summary>Rows of the image: sectors of one layer.</summary>
    public int Rows => _erasures.Length;

    /// <summary>Missing or wrong sectors of the worst row.</summary>
    public int WorstErasures => _erasures.Max();

    /// <summary>Missing or wrong sectors of a row, on average.</summary>
    public double AverageErasures => _erasures.Average(count => (double)count);

    /// <summary>How many more sectors the worst row may lose; negative when data is lost.</summary>
    public int Margin => Roots - WorstErasures;

    /// <summary>Rows that cannot be corrected.</summary>
    public int LostRows => _lost.Count(lost => lost);

    /// <summary>Missing or wrong sectors of one row: 0 to 255.</summary>
    public int ErasuresOf(int row) => _erasures[row];

    /// <summary>Whether a row cannot be corrected.</summary>
    public bool IsLost(int row) => _lost[row];

    internal void Set(int row, int erasures, bool lost)
    {
        _erasures[row] = (byte)erasures;
        _lost[row] = lost;
    }
}
