namespace Archivist.Discs.Problems;

/// <summary>Why an output is refused.</summary>
public enum OutputFault
{
    /// <summary>Its name is empty.</summary>
    NameEmpty,

    /// <summary>It is a symbolic link to a device.</summary>
    LinkToDevice,

    /// <summary>It is a device or a socket that takes no image.</summary>
    NotForImages,

    /// <summary>It is a directory.</summary>
    Directory,

    /// <summary>It is a name for an open file.</summary>
    OpenFile,

    /// <summary>It is a symbolic link.</summary>
    Link,

    /// <summary>It exists already.</summary>
    Exists,

    /// <summary>It is a device or a pipe where only a file will do.</summary>
    DeviceOrPipe,

    /// <summary>It is no file, and only files are changed in place.</summary>
    NotAFile,

    /// <summary>It is a symbolic link, and the file behind it would be changed.</summary>
    LinkInPlace,

    /// <summary>It is what is read.</summary>
    Source,

    /// <summary>It lies in a repository.</summary>
    InRepository,

    /// <summary>It lies in the ledger.</summary>
    InLedger,

    /// <summary>It lies in the catalogue of discs.</summary>
    InCatalogue,
}
