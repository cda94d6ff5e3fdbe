namespace Archivist.Correction.Par2;

/// <summary>Fills a buffer with the band of a slice that is being worked on.</summary>
internal delegate void BandReader(int slice, Span<byte> buffer);
