namespace Archivist.Repository.Statistics;

/// <summary>What is counted; the words are restic's.</summary>
public enum StatisticsMode
{
    /// <summary>What a restore of each snapshot would write; hard links of one file count once a snapshot.</summary>
    RestoreSize,

    /// <summary>Files of different content, each once.</summary>
    FilesByContents,

    /// <summary>Of files of different content, the different blobs of each path.</summary>
    BlobsPerFile,

    /// <summary>Blobs as they lie in packs, each once.</summary>
    RawData,
}
