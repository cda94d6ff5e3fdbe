namespace Archivist.TestKit;

/// <summary>What an <see cref="S3Impostor"/> does with <c>x-amz-checksum-sha256</c>.</summary>
public enum DigestSupport
{
    /// <summary>It does not look at it.</summary>
    PassedOver,

    /// <summary>It answers 400, as to any header that it does not know.</summary>
    Refused,

    /// <summary>It compares it with what arrives, keeps it, and states it when it is asked.</summary>
    Kept,
}
