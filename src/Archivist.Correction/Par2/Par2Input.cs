using Archivist.Repository.Stores;

namespace Archivist.Correction.Par2;

/// <summary>A file that PAR2 reads: one that it covers, or one with packets in it.</summary>
/// <param name="Name">Its path relative to the PAR2 files, with slashes.</param>
/// <param name="Content">Its bytes; the streams are seekable, and several are open at a time.</param>
public sealed record Par2Input(string Name, IReplayableContent Content);
