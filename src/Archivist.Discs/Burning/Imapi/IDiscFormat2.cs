using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace Archivist.Discs.Burning.Imapi;

/// <summary>What all writers share (IMAPI 2, imapi2.h).</summary>
[GeneratedComInterface(StringMarshalling = StringMarshalling.Custom, StringMarshallingCustomType = typeof(BStrStringMarshaller))]
[Guid("27354152-8F64-5B0F-8F00-5D77AFBE261E")]
internal partial interface IDiscFormat2 : IDispatch
{
    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool IsRecorderSupported(IDiscRecorder2 recorder);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool IsCurrentMediaSupported(IDiscRecorder2 recorder);

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetMediaPhysicallyBlank();

    [return: MarshalAs(UnmanagedType.VariantBool)]
    bool GetMediaHeuristicallyBlank();

    nint GetSupportedMediaTypes();
}
