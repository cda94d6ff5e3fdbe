namespace Archivist.Discs.Burning;

/// <summary>The progress of a burn.</summary>
/// <param name="Stage">Where it is.</param>
/// <param name="Bytes">Bytes written, or read back, so far.</param>
/// <param name="Length">Bytes of the image.</param>
/// <param name="Speed">Multiples of the medium's basic speed; null when unknown.</param>
public readonly record struct BurnProgress(BurnStage Stage, long Bytes, long Length, double? Speed = null);
