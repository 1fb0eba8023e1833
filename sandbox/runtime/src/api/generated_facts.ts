// Made by `node sandbox/runtime/tools/write_wx.ts` from npm's miniprogram-api-typings; do not
// edit. What each member of `wx` takes and gives; grammar in facts.ts.

export const TYPINGS_VERSION = "5.2.3";
export const FACTS = `
addCard call object:cardList!Array success:cardList,errMsg
addFileToFavorites call object:filePath!String,fileName?String success:errMsg
addPaymentPassFinish call object:activationData!String,encryptedPassData!String,ephemeralPublicKey!String,panid!String success:errorMsg,result,errMsg
addPaymentPassGetCertificateData call object:style!Number success:certificates,errnonceorMsg,errorMsg,result,signNonce,errMsg
addPhoneCalendar call object:startTime!Number,title!String,alarm?Boolean,alarmOffset?Number,allDay?Boolean,description?String,endTime?String,location?String,path?String,signature?String success:errMsg
addPhoneContact call object:firstName!String,addressCity?String,addressCountry?String,addressPostalCode?String,addressState?String,addressStreet?String,email?String,homeAddressCity?String,homeAddressCountry?String,homeAddressPostalCode?String,homeAddressState?String,homeAddressStreet?String,homeFaxNumber?String,homePhoneNumber?String,hostNumber?String,lastName?String,middleName?String,mobilePhoneNumber?String,nickName?String,organization?String,photoFilePath?String,remark?String,title?String,url?String,weChatNumber?String,workAddressCity?String,workAddressCountry?String,workAddressPostalCode?String,workAddressState?String,workAddressStreet?String,workFaxNumber?String,workPhoneNumber?String success:errMsg
addPhoneRepeatCalendar call object:startTime!Number,title!String,alarm?Boolean,alarmOffset?Number,allDay?Boolean,description?String,endTime?String,location?String,path?String,repeatEndTime?Number,repeatInterval?String(day|month|week|year),signature?String success:errMsg
addVideoToFavorites call object:videoPath!String,thumbPath?String success:errMsg
arrayBufferToBase64 function given:arrayBuffer!Any
authPrivateMessage call object:shareTicket!String success:encryptedData,errMsg,iv,valid
authorize call object:scope!String success:errMsg
authorizeForMiniProgram call object:scope!String(scope.camera|scope.record|scope.writePhotosAlbum) success:errMsg
base64ToArrayBuffer function given:base64!String
batchGetStorage call object:keyList!Array success:errMsg
batchGetStorageSync function given:keyList!Array
batchSetStorage call object:kvList!Array success:errMsg
batchSetStorageSync function given:kvList!Array
bindEmployeeRelation call object:tmplIds!Array success:bindingStatus(accept|reject),errMsg
canAddSecureElementPass call object:panid!String success:errorMsg,result,errMsg
canIUse function given:schema!String
cancelIdleCallback function given:idleCallbackId!Number
canvasGetImageData call object:canvasId!String,height!Number,width!Number,x!Number,y!Number success:data,height,width,errMsg
canvasPutImageData call object:canvasId!String,data!Any,height!Number,width!Number,x!Number,y!Number success:errMsg
canvasToTempFilePath call object:canvas?Object,canvasId?String,destHeight?Number,destWidth?Number,fileType?String(jpg|png),height?Number,quality?Number,width?Number,x?Number,y?Number success:tempFilePath,errMsg
checkDeviceSupportHevc call success:supportHevc,errMsg
checkEmployeeRelation call success:bindingStatus,errMsg
checkIsAddedToMyMiniProgram call success:added,errMsg
checkIsOpenAccessibility call success:open,errMsg
checkIsPictureInPictureActive function
checkIsSoterEnrolledInDevice call object:checkAuthMode!String(facial|fingerPrint|speech) success:errMsg,isEnrolled
checkIsSupportFacialRecognition call success:errMsg
checkIsSupportSoterAuthentication call success:supportMode(facial|fingerPrint|speech),errMsg
checkSession call success:errMsg
checkTransitCardSupport call object:issuerID!String,actionType?String success:errorMsg,hasConflictCard,result,supportNFC,supportSE,walletReady,errMsg
chooseAddress call success:cityName,countyName,detailInfo,detailInfoNew,errMsg,nationalCode,postalCode,provinceName,streetName,telNumber,userName
chooseContact call success:displayName,phoneNumber,phoneNumberList,errMsg
chooseImage call object:count?Number,sizeType?Array(compressed|original),sourceType?Array(album|camera) success:tempFilePaths,tempFiles,errMsg
chooseInvoice call success:invoiceInfo,errMsg
chooseInvoiceTitle call success:bankAccount,bankName,companyAddress,errMsg,taxNumber,telephone,title,type
chooseLicensePlate call success:plateNumber,errMsg
chooseLocation call object:latitude?Number,longitude?Number success:address,latitude,longitude,name,errMsg
chooseMedia call object:camera?String(back|front),count?Number,maxDuration?Number,mediaType?Array(image|mix|video),sizeType?Array,sourceType?Array(album|camera) success:tempFiles,type,errMsg
chooseMessageFile call object:count!Number,extension?Array,type?String(all|file|image|video) success:tempFiles,errMsg
choosePoi call success:address,city,latitude,longitude,name,type,errMsg
chooseVideo call object:camera?String(back|front),compressed?Boolean,maxDuration?Number,sourceType?Array(album|camera) success:duration,height,size,tempFilePath,width,errMsg
clearStorage call success:errMsg
clearStorageSync function
closeBLEConnection call object:deviceId!String success:errMsg,errCode
closeBluetoothAdapter call success:errMsg,errCode
closeSocket call object:code?Number,reason?String success:errMsg
cloud value
compressImage call object:src!String,compressedHeight?Number,compressedWidth?Number,quality?Number success:tempFilePath,errMsg
compressVideo call object:bitrate!Number,fps!Number,resolution!Number,src!String,quality?String(high|low|medium) success:size,tempFilePath,errMsg
connectSocket task object:url!String,forceCellularNetwork?Boolean,header?Object,perMessageDeflate?Boolean,protocols?Array,tcpNoDelay?Boolean,timeout?Number success:errMsg
connectWifi call object:SSID!String,password!String,BSSID?String,maunal?Boolean,partialInfo?Boolean success:errMsg,errCode
createAnimation function given:option!Object(delay|duration|timingFunction|transformOrigin) return:export,backgroundColor,bottom,height,left,matrix,matrix3d,opacity,right,rotate,rotate3d,rotateX,rotateY,rotateZ,scale,scale3d,scaleX,scaleY,scaleZ,skew,skewX,skewY,step,top,translate,translate3d,translateX,translateY,translateZ,width
createAudioContext function given:id!String,component?Any return:pause,play,seek,setSrc
createBLEConnection call object:deviceId!String,timeout?Number success:errMsg,errCode
createBLEPeripheralServer call success:server(addService|close|offCharacteristicReadRequest|offCharacteristicSubscribed|offCharacteristicUnsubscribed|offCharacteristicWriteRequest|onCharacteristicReadRequest|onCharacteristicSubscribed|onCharacteristicUnsubscribed|onCharacteristicWriteRequest|removeService|startAdvertising|stopAdvertising|writeCharacteristicValue),errMsg
createBufferURL function given:buffer!Any
createCacheManager function given:option!Object(extra|maxAge|mode|origin) return:maxAge,mode(always|none|weakNetwork),origin,state,addRules,clearCaches,clearRules,deleteCache,deleteCaches,deleteRule,deleteRules,off,on,start,stop,match,addRule
createCameraContext function return:setZoom,startRecord,stopRecord,takePhoto,onCameraFrame
createCanvasContext function given:canvasId!String,component?Any return:fillStyle,font,globalAlpha,globalCompositeOperation,lineCap,lineDashOffset,lineJoin(bevel|miter|round),lineWidth,miterLimit,shadowBlur,shadowColor,shadowOffsetX,shadowOffsetY,strokeStyle,arc,arcTo,beginPath,bezierCurveTo,clearRect,clip,closePath,createPattern,draw,drawImage,fill,fillRect,fillText,lineTo,moveTo,quadraticCurveTo,rect,restore,rotate,save,scale,setFillStyle,setFontSize,setGlobalAlpha,setLineCap,setLineDash,setLineJoin,setLineWidth,setMiterLimit,setShadow,setStrokeStyle,setTextAlign,setTextBaseline,setTransform,stroke,strokeRect,strokeText,transform,translate,measureText,createCircularGradient,createLinearGradient
createGlobalPayment function given:option!Object(mchRegion|isSandbox) return:methodKey,abort,openMethodPicker,requestGlobalPayment
createInferenceSession function given:option!Object(model|allowNPU|allowQuantize|precisionLevel|typicalShape) return:destroy,offError,offLoad,onError,onLoad,run
createInnerAudioContext function given:option?Object(useWebAudioImplement) return:autoplay,buffered,currentTime,duration,loop,obeyMuteSwitch,paused,playbackRate,referrerPolicy,src,startTime,volume,destroy,offCanplay,offEnded,offError,offPause,offPlay,offSeeked,offSeeking,offStop,offTimeUpdate,offWaiting,onCanplay,onEnded,onError,onPause,onPlay,onSeeked,onSeeking,onStop,onTimeUpdate,onWaiting,pause,play,seek,stop
createIntersectionObserver function given:component!Object,options?Object(initialRatio|nativeMode|observeAll|thresholds) return:disconnect,observe,relativeTo,relativeToViewport
createInterstitialAd function given:option!Object(adUnitId) return:destroy,offClose,offError,offLoad,onClose,onError,onLoad,load,show
createLivePlayerContext function given:id!String,component?Any return:exitBackgroundPlayback,exitCasting,exitFullScreen,exitPictureInPicture,mute,pause,play,reconnectCasting,requestBackgroundPlayback,requestFullScreen,resume,snapshot,startCasting,stop,switchCasting
createLivePusherContext function return:applyBlusherStickMakeup,applyEyeBrowMakeup,applyEyeShadowMakeup,applyFaceContourMakeup,applyFilter,applyLipStickMakeup,applySticker,clearFilters,clearMakeups,clearStickers,createOffscreenCanvas,exitPictureInPicture,getMaxZoom,onCustomRendererEvent,pause,pauseBGM,playBGM,resume,resumeBGM,sendMessage,setBGMVolume,setMICVolume,setZoom,snapshot,start,startPreview,stop,stopBGM,stopPreview,switchCamera,toggleTorch
createMapContext function given:mapId!String,component?Any return:addArc,addCustomLayer,addGroundOverlay,addMarkers,addVisualLayer,eraseLines,executeVisualLayerCommand,fromScreenLocation,getCenterLocation,getRegion,getRotate,getScale,getSkew,includePoints,initMarkerCluster,moveAlong,moveToLocation,on,openMapApp,removeArc,removeCustomLayer,removeGroundOverlay,removeMarkers,removeVisualLayer,setBoundary,setCenterOffset,setLocMarkerIcon,toScreenLocation,translateMarker,updateGroundOverlay
createMediaAudioPlayer function return:volume,addAudioSource,destroy,removeAudioSource,start,stop
createMediaContainer function return:addTrack,destroy,export,extractDataSource,removeTrack
createMediaRecorder function given:canvas!Object,options!Object(duration|fps|gop|height|videoBitsPerSecond|width) return:off,on,destroy,pause,requestFrame,resume,start,stop
createOffscreenCanvas function given:width!Number,height!Number,component?Any return:height,width,createImage,getContext
createRewardedVideoAd function given:option!Object(adUnitId|disableFallbackSharePage|multiton) return:load,show,destroy,offClose,offError,offLoad,onClose,onError,onLoad
createSelectorQuery function return:exec,select,selectAll,selectViewport,in
createTCPSocket function given:option?Object(type) return:bindWifi,close,connect,offBindWifi,offClose,offConnect,offError,offMessage,onBindWifi,onClose,onConnect,onError,onMessage,write
createUDPSocket function given:type?String,options?Object return:close,connect,offClose,offError,offListening,offMessage,onClose,onError,onListening,onMessage,send,setTTL,write,bind
createVKSession function given:option!Object(track|gl|version) return:cameraSize(height|width),config(track|gl|version),state,getAllMarker,getAllOSDMarker,hitTest,cancelAnimationFrame,destroy,detectBody,detectDepth,detectFace,detectHand,off,on,removeMarker,removeOSDMarker,runOCR,setDepthOccRange,start,stop,update3DMode,updateMaskMode,updateOSDThreshold,getVKFrame,addMarker,addOSDMarker,requestAnimationFrame
createVideoContext function given:id!String,component?Any return:exitBackgroundPlayback,exitCasting,exitFullScreen,exitPictureInPicture,hideStatusBar,pause,play,playbackRate,reconnectCasting,requestBackgroundPlayback,requestFullScreen,seek,sendDanmu,showStatusBar,startCasting,stop,switchCasting
createVideoDecoder function return:getFrameData,remove,seek,start,stop,off,on
createWebAudioContext function return:currentTime,destination,listener(forwardX|forwardY|forwardZ|positionX|positionY|positionZ|setOrientation|setPosition|upX|upY|upZ),onstatechange,sampleRate,state,createAnalyser,createBiquadFilter,createChannelMerger,createChannelSplitter,createConstantSource,createDelay,createDynamicsCompressor,createGain,createIIRFilter,createOscillator,createPanner,createPeriodicWave,close,resume,suspend,createScriptProcessor,createWaveShaper,createBuffer,decodeAudioData,createBufferSource
createWorker function given:scriptPath!String,options?Object(useExperimentalWorker) return:env(USER_DATA_PATH),getCameraFrameData,onError,onMessage,onProcessKilled,postMessage,terminate,testOnProcessKilled
cropImage call object:cropScale!String,src!String success:tempFilePath,errMsg
deleteTransitCard call object:issuerID!String,sign!String,timestamp!String,orderNo?String,refundAccountNumber?String success:errMsg,errno,errorCode
disableAlertBeforeUnload call success:errMsg
downloadFile task object:url!String,enableHttp2?Boolean,enableProfile?Boolean,enableQuic?Boolean,filePath?String,header?Object,timeout?Number success:filePath,profile(SSLconnectionEnd|SSLconnectionStart|connectEnd|connectStart|domainLookUpEnd|domainLookUpStart|downstreamThroughputKbpsEstimate|estimate_nettype|fetchStart|httpDNSDomainLookUpEnd|httpDNSDomainLookUpStart|httpRttEstimate|invokeStart|peerIP|port|protocol|queueEnd|queueStart|receivedBytedCount|redirectEnd|redirectStart|requestEnd|requestStart|responseEnd|responseStart|rtt|sendBytesCount|socketReused|throughputKbps|transportRttEstimate|usingHighPerformanceMode),statusCode,tempFilePath,errMsg
editImage call object:src!String success:tempFilePath,errMsg
enableAlertBeforeUnload call object:message!String success:errMsg
enterChatToolMode call object:chatToolRooms?Array,selectLimit?Number,singleChatRoom?Boolean success:errMsg
env value
exitMiniProgram call success:errMsg
exitVoIPChat call success:errMsg
faceDetect call object:frameBuffer!Any,height!Number,width!Number,enableAngle?Boolean,enableConf?Boolean,enableMultiFace?Boolean,enablePoint?Boolean success:angleArray(pitch|roll|yaw),confArray(global|leftEye|mouth|nose|rightEye),detectRect,faceInfo,pointArray,x,y,errMsg
getAccountInfoSync function return:miniProgram(appId|envVersion|version),plugin(appId|version)
getApiCategory function
getAppAuthorizeSetting function return:albumAuthorized,bluetoothAuthorized,cameraAuthorized,locationAuthorized,locationReducedAccuracy,microphoneAuthorized,notificationAlertAuthorized,notificationAuthorized,notificationBadgeAuthorized,notificationSoundAuthorized,phoneCalendarAuthorized
getAppBaseInfo function return:PCKernelVersion,SDKVersion,enableDebug,fontSizeScaleFactor,fontSizeSetting,host(appId),language,version,theme(dark|light)
getAvailableAudioSources call success:audioSources(auto|buildInMic|camcorder|headsetMic|mic|voice_communication|voice_recognition),errMsg
getBLEDeviceCharacteristics call object:deviceId!String,serviceId!String success:characteristics,errMsg
getBLEDeviceRSSI call object:deviceId!String success:RSSI,errMsg
getBLEDeviceServices call object:deviceId!String success:services,errMsg
getBLEMTU call object:deviceId!String,writeType?String(write|writeNoResponse) success:mtu,errMsg
getBackgroundAudioManager function return:audioType,buffered,coverImgUrl,currentTime,duration,epname,paused,playbackRate,protocol,referrerPath,referrerPolicy,singer,src,startTime,title,webUrl,onCanplay,onEnded,onError,onNext,onPause,onPlay,onPrev,onSeeked,onSeeking,onStop,onTimeUpdate,onWaiting,pause,play,seek,stop
getBackgroundAudioPlayerState call success:currentPosition,dataUrl,downloadPercent,duration,status,errMsg
getBackgroundFetchData call object:fetchType!String success:fetchedData,path,query,scene,timeStamp,errMsg
getBackgroundFetchToken call success:errMsg,token
getBatteryInfo call success:isCharging,isLowPowerModeEnabled,level,errMsg
getBatteryInfoSync function return:isCharging,isLowPowerModeEnabled,level
getBeacons call success:beacons,errMsg
getBluetoothAdapterState call success:available,discovering,errMsg
getBluetoothDevices call success:devices,errMsg
getChannelsLiveInfo call object:finderUserName!String,endTime?Number,startTime?Number success:description,feedId,headUrl,nickname,nonceId,otherInfos,replayStatus,status,errMsg
getChannelsLiveNoticeInfo call object:finderUserName!String success:headUrl,nickname,noticeId,otherInfos,reservable,startTime,status,errMsg
getChannelsShareKey call success:promoter(finderNickname|promoterId|promoterOpenId),sharerOpenId,errMsg
getChatToolInfo call success:cloudID,encryptedData,errMsg,iv
getClipboardData call success:data,errMsg
getCommonConfig call object:mode!Number,keys?Array success:conf,conf_type,errcode,errmsg,expire_sec,errMsg
getConnectedBluetoothDevices call object:services!Array success:devices,errMsg
getConnectedWifi call object:partialInfo?Boolean success:wifi(BSSID|SSID|frequency|secure|signalStrength),errMsg
getDeviceBenchmarkInfo call success:benchmarkLevel,modelLevel,errMsg
getDeviceInfo function return:abi,benchmarkLevel,brand,cpuType,deviceAbi,memorySize,model,platform(android|devtools|ios|mac|ohos|ohos_pc|windows),system
getDeviceVoIPList call success:list,errMsg
getEnterOptionsSync function return:apiCategory(browseOnly|chatTool|default|embedded|nativeFunctionalized),forwardMaterials,hostExtraData(host_scene),path,query,referrerInfo(appId|extraData),scene,chatType,shareTicket
getExptInfoSync function given:keys?Array
getExtConfig call success:extConfig,errMsg
getExtConfigSync function
getFileSystemManager function return:readdirSync,readCompressedFileSync,access,accessSync,appendFile,appendFileSync,close,copyFile,copyFileSync,fstat,ftruncate,getFileInfo,getSavedFileList,mkdir,mkdirSync,open,read,readCompressedFile,readFile,readZipEntry,readdir,removeSavedFile,rename,renameSync,rmdir,rmdirSync,saveFile,stat,truncate,unlink,unlinkSync,unzip,write,writeFile,writeFileSync,readSync,fstatSync,statSync,writeSync,openSync,saveFileSync,readFileSync,closeSync,ftruncateSync,truncateSync
getFuzzyLocation call object:type?String(gcj02|wgs84) success:latitude,longitude,errMsg
getGroupEnterInfo call object:allowSingleChat?Boolean,needGroupOpenID?Boolean success:cloudID,encryptedData,errMsg,iv
getHCEState call success:errMsg,errCode
getImageInfo call object:src!String success:height,orientation(down|down-mirrored|left|left-mirrored|right|right-mirrored|up|up-mirrored),path,type(gif|jpeg|png|tiff|unknown),width,errMsg
getInferenceEnvInfo call success:ver,errMsg
getLaunchOptionsSync function return:apiCategory(browseOnly|chatTool|default|embedded|nativeFunctionalized),forwardMaterials,hostExtraData(host_scene),path,query,referrerInfo(appId|extraData),scene,chatType,shareTicket
getLocalIPAddress call success:errMsg,localip,netmask
getLocation call object:altitude?Boolean,highAccuracyExpireTime?Number,isHighAccuracy?Boolean,type?String success:accuracy,altitude,horizontalAccuracy,latitude,longitude,speed,verticalAccuracy,errMsg
getLogManager function given:option!Object(level) return:debug,info,log,warn
getMenuButtonBoundingClientRect function return:bottom,height,left,right,top,width
getNFCAdapter function return:tech(isoDep|mifareClassic|mifareUltralight|ndef|nfcA|nfcB|nfcF|nfcV),offDiscovered,onDiscovered,startDiscovery,stopDiscovery,getIsoDep,getMifareClassic,getMifareUltralight,getNdef,getNfcA,getNfcB,getNfcF,getNfcV
getNetworkType call success:hasSystemProxy,networkType(2g|3g|4g|5g|none|unknown|wifi),signalStrength,weakNet,errMsg
getPerformance function return:getEntries,getEntriesByName,getEntriesByType,setBufferSize,createObserver
getPluginUpdateManager function given:option!Object(pluginId) return:onCheckForUpdate,onUpdateFailed,onUpdateReady
getPrivacySetting call success:needAuthorization,privacyContractName,errMsg
getRandomValues call object:length!Number success:randomValues,errMsg
getRealtimeLogManager function return:getCurrentState,addFilterMsg,error,in,info,setFilterMsg,warn,tag
getRecorderManager function return:onError,onFrameRecorded,onInterruptionBegin,onInterruptionEnd,onPause,onResume,onStart,onStop,pause,resume,start,stop
getRendererUserAgent call
getScreenBrightness call success:value,errMsg
getScreenRecordingState call success:state(off|on),errMsg
getSecureElementPasses call success:errorMsg,passes,result,errMsg
getSelectedTextRange call success:end,start,errMsg
getSetting call object:withSubscriptions?Boolean success:authSetting,subscriptionsSetting(mainSwitch|itemSettings),miniprogramAuthSetting,errMsg
getShareInfo call object:shareTicket!String,timeout?Number success:cloudID,encryptedData,errMsg,iv
getShowSplashAdStatus call success:code,status(fail|pending|success|unknown),errMsg
getSkylineInfo call success:isSupported,version,reason
getSkylineInfoSync function return:isSupported,version,reason
getStorage call object:key!String,encrypt?Boolean success:data,errMsg
getStorageInfo call success:currentSize,keys,limitSize,errMsg
getStorageInfoSync function return:currentSize,keys,limitSize
getStorageSync function given:key!String
getSystemInfo call success:SDKVersion,albumAuthorized,benchmarkLevel,bluetoothEnabled,brand,cameraAuthorized,deviceOrientation(landscape|portrait),enableDebug,fontSizeSetting,host(appId),language,locationAuthorized,locationEnabled,locationReducedAccuracy,microphoneAuthorized,model,notificationAlertAuthorized,notificationAuthorized,notificationBadgeAuthorized,notificationSoundAuthorized,phoneCalendarAuthorized,pixelRatio,platform(android|devtools|ios|mac|ohos|ohos_pc|windows),safeArea(bottom|height|left|right|top|width),screenHeight,screenWidth,statusBarHeight,system,version,wifiEnabled,windowHeight,windowWidth,theme(dark|light)
getSystemInfoAsync call success:SDKVersion,albumAuthorized,benchmarkLevel,bluetoothEnabled,brand,cameraAuthorized,deviceOrientation(landscape|portrait),enableDebug,fontSizeSetting,host(appId),language,locationAuthorized,locationEnabled,locationReducedAccuracy,microphoneAuthorized,model,notificationAlertAuthorized,notificationAuthorized,notificationBadgeAuthorized,notificationSoundAuthorized,phoneCalendarAuthorized,pixelRatio,platform(android|devtools|ios|mac|ohos|ohos_pc|windows),safeArea(bottom|height|left|right|top|width),screenHeight,screenWidth,statusBarHeight,system,version,wifiEnabled,windowHeight,windowWidth,theme(dark|light)
getSystemInfoSync function return:SDKVersion,albumAuthorized,benchmarkLevel,bluetoothEnabled,brand,cameraAuthorized,deviceOrientation(landscape|portrait),enableDebug,fontSizeSetting,host(appId),language,locationAuthorized,locationEnabled,locationReducedAccuracy,microphoneAuthorized,model,notificationAlertAuthorized,notificationAuthorized,notificationBadgeAuthorized,notificationSoundAuthorized,phoneCalendarAuthorized,pixelRatio,platform(android|devtools|ios|mac|ohos|ohos_pc|windows),safeArea(bottom|height|left|right|top|width),screenHeight,screenWidth,statusBarHeight,system,version,wifiEnabled,windowHeight,windowWidth,theme(dark|light)
getSystemSetting function return:bluetoothEnabled,deviceOrientation(landscape|portrait),locationEnabled,wifiEnabled
getTransitCardCPLC call success:cplc,errorMsg,result,seid,walletVersionCode,errMsg
getTransitCardInfo call object:fields!Array,issuerID!String success:cardInfo,errorMsg,result,errMsg
getTransitCardList call object:issuerID?String success:cards,errorMsg,result,errMsg
getUpdateManager function return:applyUpdate,onCheckForUpdate,onUpdateFailed,onUpdateReady
getUserCryptoManager function return:getLatestUserKey,getRandomValues
getUserInfo call object:lang?String(en|zh_CN|zh_TW),withCredentials?Boolean success:cloudID,encryptedData,iv,rawData,signature,userInfo(avatarUrl|city|country|gender|language|nickName|province),errMsg
getUserProfile call object:desc!String,lang?String(en|zh_CN|zh_TW) success:cloudID,encryptedData,iv,rawData,signature,userInfo(avatarUrl|city|country|gender|language|nickName|province),errMsg
getVideoInfo call object:src!String success:bitrate,duration,fps,height,orientation(down|down-mirrored|left|left-mirrored|right|right-mirrored|up|up-mirrored),size,type,width,errMsg
getWeRunData call success:cloudID,encryptedData,iv,errMsg
getWifiList call success:errMsg,errCode
getWindowInfo function return:pixelRatio,safeArea(bottom|height|left|right|top|width),screenHeight,screenTop,screenWidth,statusBarHeight,windowHeight,windowWidth
getXrFrameSystem function return:registerComponent,registerElement,registerDataValue,isTextureWrapper,genLspMeta,registerEffect,registerGeometry,registerTexture,registerMaterial,registerUniformDesc,registerVertexDataDesc,registerVertexLayout,registerAssetLoader,Component(prototype|TYPE|EVENTS|SPLIT_DATA),Element(prototype|TYPE),EventManager(prototype),Effect(prototype),Geometry(prototype|RAWLENGTH|MAX_BONECOUNT),Material(prototype),VideoTexture(prototype),RenderTexture(prototype|IS),GLTFModel(prototype|createFromBuffer),EnvData(prototype),Animation(prototype),KeyframeAnimation(prototype),Atlas(prototype|CREATE_FROM_GRIDS|CREATE_FROM_TEXTURE),PostProcess(prototype),Vector2(prototype|ZERO|ONE|createFromArray|createFromTypedArray),Vector3(prototype|ZERO|ONE|Up|ForwardLH|createFromArray|createFromTypedArray|transformQuat|transformCoordinate|fromPhysics|Phys3D|clearPhysicsPool),Vector4(prototype|ZERO|ONE|createFromArray|createFromTypedArray),Quaternion(prototype|DEFAULT|createFromMatrix4|createFromAxisAngle|lookRotation|createFromNumber|createFromArray|createFromTypedArray|createFromUnitVectors|fromPhysics|Phys3D|clearPhysicsPool),Matrix3(prototype|createFromArray|createFromTypedArray),Matrix4(prototype|lookAt|perspective|orthographic|fromQuaternion|createFromArray|createFromTypedArray|createRotationX|createRotationY|createRotationZ|createRotationAxis|composeTRS|composeTQS|composeFromRST3),Color(prototype|WHITE|BLACK|TRANSPARENT|BlendType|blendColorHex|multiplyColorHex|getValue32FromRGBA|getValue32FromHSVA|percentRoundFn|diffc|rgb2hsv|hsvV2rgb|randomMix|fromHex|fromHexString|fromFloatArray),OBB(prototype),BoundBall(prototype|OFFSETS|createFromCenterAndRadius),BoundBox(prototype|OFFSETS|createFromCenterAndSize),Spherical(prototype|EPS),RaycastHit(prototype),Transform(prototype|TYPE|EVENTS|SPLIT_DATA),AssetLoad(prototype|TYPE|EVENTS|SPLIT_DATA),Assets(prototype|EVENTS|TYPE|SPLIT_DATA),Camera(prototype|TYPE|EVENTS|SPLIT_DATA),GLTF(prototype|EVENTS|TYPE|SPLIT_DATA),Light(prototype|TYPE|EVENTS|SPLIT_DATA),AssetMaterial(prototype|TYPE|EVENTS|SPLIT_DATA),Mesh(prototype|TYPE|EVENTS|SPLIT_DATA),Text(prototype|QueryGlyphs|Typesetting|FillRenderData|TYPE|EVENTS|SPLIT_DATA),Particle(prototype|EVENTS|count|TYPE|SPLIT_DATA),AssetRenderTexture(prototype|TYPE|EVENTS|SPLIT_DATA),Env(prototype|TYPE|EVENTS|SPLIT_DATA),Animator(prototype|EVENTS|TYPE|SPLIT_DATA),CameraOrbitControl(prototype|TYPE|EVENTS|SPLIT_DATA),ARTracker(prototype|EVENTS|TYPE|SPLIT_DATA),Shape(prototype|EVENTS|TYPE|SPLIT_DATA),SphereShape(prototype|EVENTS|TYPE|SPLIT_DATA),MeshShape(prototype|EVENTS|TYPE|SPLIT_DATA),CapsuleShape(prototype|EVENTS|TYPE|SPLIT_DATA),CubeShape(prototype|EVENTS|TYPE|SPLIT_DATA),Rigidbody(prototype|TYPE|EVENTS|SPLIT_DATA),ShapeInteract(prototype|TYPE|EVENTS|SPLIT_DATA),ShapeGizmos(prototype|TYPE|EVENTS|SPLIT_DATA),AssetPostProcess(prototype|TYPE|EVENTS|SPLIT_DATA),Scene(prototype|TYPE),XRNode(prototype|IS|TYPE),XRShadow(prototype|TYPE),XRCamera(prototype|TYPE),XRMesh(prototype|TYPE),XRLight(prototype|TYPE),XRGLTF(prototype|TYPE),XRMaterial(prototype|TYPE),XRAssetRenderTexture(prototype|TYPE),XRAssetLoad(prototype|TYPE),XRAssets(prototype|TYPE),XREnv(prototype|TYPE),XRARTracker(prototype|TYPE),XRText(prototype|TYPE),XRParticle(prototype|TYPE),XRAssetPostProcess(prototype|TYPE),AssetsSystem(prototype|TYPE|EVENTS|SPLIT_DATA),NodeSystem(prototype|TYPE|EVENTS|SPLIT_DATA),TickSystem(prototype|TYPE|EVENTS|SPLIT_DATA),AnimationSystem(prototype|TYPE|EVENTS|SPLIT_DATA),VideoSystem(prototype|TYPE|EVENTS|SPLIT_DATA),RenderSystem(prototype|TYPE|EVENTS|SPLIT_DATA),PhysicsSystem(prototype|TYPE|EVENTS|SPLIT_DATA),ARSystem(prototype|EVENTS|TYPE|SPLIT_DATA),ShareSystem(prototype|TYPE|EVENTS|SPLIT_DATA),GizmoSystem(prototype|TYPE|EVENTS|SPLIT_DATA),AssetLoader(prototype),TextureLoader(prototype),ImageLoader(prototype),CubeTextureLoader(prototype),VideoTextureLoader(prototype),EnvDataLoader(prototype),GLTFLoader(prototype|createGLTFModel),KeyframeLoader(prototype),RawLoader(prototype),AtlasLoader(prototype),EVideoState(Idle|WaitPlay|Playing|Paused|Released),EVertexFormat(FLOAT|FLOAT2|FLOAT3|FLOAT4|BYTE4|BYTE4N|UBYTE4|UBYTE4N|SHORT2|SHORT2N|SHORT4|SHORT4N|UINT10_N2),EVertexStep(PER_VERTEX|PER_INSTANCE),EIndexType(NONE|UINT16|UINT32),ETextureType(D2|Cube|D2Array|D3),ETextureFormat(RGBA8|SRGBA8|RGB10A2|RG8|R8|RGBA32F|RGBA16F|RG11B10F|RGB8|RGB16F|RGB32F|Depth_Low|Depth_High|Depth_Stencil|RGBA4|RGB565|RGB5A1|ETC1RGB8|ETC2RGB8|ETC2RGBA8|PVRTC2RGBV1|PVRTC4RGBV1|PVRTC2RGBAV1|PVRTC4RGBAV1|ASTC4x4|ASTC5x5|ASTC6x6|ASTC8x6|ASTC8x8|DXT1|DXT3|DXT5),EWrapMode(REPEAT|CLAMP_TO_EDGE|MIRRORED_REPEAT),EFilterMode(NEAREST|LINEAR|NEAREST_MIPMAP_NEAREST|NEAREST_MIPMAP_LINEAR|LINEAR_MIPMAP_NEAREST|LINEAR_MIPMAP_LINEAR),EUniformType(FLOAT|FLOAT2|FLOAT3|FLOAT4|MAT2|MAT3|MAT4|SAMPLER),ECullMode(NONE|FRONT|BACK),EFaceWinding(CCW|CW),ECompareFunc(LESS|LEQUAL|EQUAL|GEQUAL|GREATER|NOTEQUAL|NEVER|ALWAYS),EStencilOp(ZERO|KEEP|REPLACE|INCR_WRAP|INCR|DECR_WRAP|DECR|INVERT),EBlendFactor(ZERO|ONE|SRC_COLOR|ONE_MINUS_SRC_COLOR|SRC_ALPHA|ONE_MINUS_SRC_ALPHA|DST_ALPHA|ONE_MINUS_DST_ALPHA|DST_COLOR|ONE_MINUS_DST_COLOR|SRC_ALPHA_SATURATE|CONSTANT_COLOR|ONE_MINUS_CONSTANT_COLOR),EBlendEquation(FUNC_ADD|FUNC_SUBTRACT|FUNC_REVERSE_SUBTRACT|MIN|MAX),EColorMask(NONE|R|G|B|A|RGB|RGBA),EPixelType(UNSIGNED_BYTE|FLOAT|UNSIGNED_SHORT_5_6_5|UNSIGNED_SHORT_4_4_4_4|UNSIGNED_SHORT_5_5_5_1),ELoadAction(CLEAR|LOAD|DONTCARE),EDataModelType(AnimationClip|SkeletonBoneInverse),EMeshRenderType(UnKnown|Static3D|Skinned3D|UI),EPrimitiveType(TRIANGLES|TRIANGLE_STRIP|LINES|LINE_STRIP|POINTS|ZERO),EShadowMode(None|OneCascade_PCF|TwoCascade_PCF|FourCascade_PCF|PCSS),EShadowFitMode(FitFrustum|FitObjects),EVertexLayoutUsage(CUSTOM|POSITION|NORMAL|TANGENT|UV0|UV1|UV2|UV3|COLOR|BONEINDEX|BONEWEIGHT),EVertexBatchOperator(MatrixMultiple|UVST),EAnimationBlendType(Override|Additive),EUseDefaultAddedAction(Ignore|Refresh),EUseDefaultRetainedAction(Keep|Refresh|WriteBack),EUseDefaultRemovedAction(Keep|Clear|WriteBack),EEventType(SetRootEntity|AddChild|AddChildAtIndex|RemoveFromParent|DisperseSubTree|BindToBone|BindToBones|UnBindFromBone|UnBindFromBones|EntityCommandActive|EntityCommandInActive),EARTrackerState(Init|Detecting|Detected|Error),EShapeType(None|Cube|CharacterController|Capsule|Mesh|Sphere),ECapsuleShapeDirection,EShareRecordState(Idle|Waiting|Recording|Paused),useParamsEaseFuncs(steps),noneParamsEaseFuncs(linear),TransformSchema,AssetLoadSchema,AssetsSchema,CameraSchema,GLTFSchema,LightSchema,AssetMaterialSchema,MeshSchema,TextSchema,AssetRenderTextureSchema,EnvSchema,AnimatorSchema,CameraOrbitControlSchema,ARTrackSchema,SphereShapeSchema,MeshShapeSchema,CapsuleShapeSchema,CubeShapeSchema,RigidbodySchema,ShapeInteractSchema,ParticleSchema,RenderSystemSchema,ARSystemSchema,BasicDefaultComponents,SceneDefaultComponents,NodeDefaultComponents,ShadowDefaultComponents,CameraDefaultComponents,MeshDefaultComponents,LightDefaultComponents,GLTFDefaultComponents,AssetMaterialDefaultComponents,AssetRenderTextureDefaultComponents,AssetsDefaultComponents,EnvDefaultComponents,ARTrackerDefaultComponents,TextDefaultComponents,ParticleDefaultComponents,AssetPostProcessDefaultComponents,BasicDataMapping,SceneDataMapping,NodeDataMapping,ShadowDataMapping,CameraDataMapping,MeshDataMapping,LightDataMapping,GLTFDataMapping,AssetMaterialDataMapping,AssetRenderTextureDataMapping,AssetLoadDataMapping,EnvDataMapping,ARTrackerDataMapping,TextDataMapping,ParticleDataMapping,AssetPostProcessDataMapping
hideHomeButton call success:errMsg
hideKeyboard call success:errMsg
hideLoading call object:noConflict?Boolean success:errMsg
hideNavigationBarLoading call success:errMsg
hideShareMenu call object:menus?Array success:errMsg
hideTabBar call object:animation?Boolean success:errMsg
hideTabBarRedDot call object:index!Number success:errMsg
hideToast call object:noConflict?Boolean success:errMsg
initFaceDetect call success:errMsg
isBluetoothDevicePaired call object:deviceId!String success:errMsg
isVKSupport function given:version!String(v1|v2)
issueTransitCard call object:issuerID!String,operation!String,orderNo!String,sign!String,entrustId?String,paymentMode?String,timestamp?String success:errMsg,errno,cardNo,errorCode
join1v1Chat call object:caller!Object(nickname|openid|headImage),listener!Object(nickname|openid|headImage),backgroundType?Number,disableSwitchVoice?Boolean,minWindowType?Number,roomType?String(video|voice) success:errMsg,errCode
joinVoIPChat call object:groupId!String,nonceStr!String,signature!String,timeStamp!Number,forceCellularNetwork?Boolean,muteConfig?Object(muteEarphone|muteMicrophone),roomType?String(video|voice) success:errCode,errMsg,openIdList
jumpToOfflinePay call object:appId!String,nonceStr!String,package!String,paySign!String,queryStr!String,signType!String,timeStamp!String success:errMsg
loadBuiltInFontFace call object:family!String,source!String(WeChatSansSS|WeChatSansStd),global?Boolean,scopes?Array success:errMsg
loadFontFace call object:family!String,source!String,desc?Object(style|variant|weight),global?Boolean,scopes?Array success:status
login call object:timeout?Number success:code,errMsg
makeBluetoothPair call object:deviceId!String,pin!String,timeout?Number success:errMsg
makePhoneCall call object:phoneNumber!String success:errMsg
navigateBack call object:delta?Number success:errMsg
navigateBackMiniProgram call object:extraData?Object success:errMsg
navigateTo call object:url!String,events?Object,routeConfig?Object,routeOptions?Object,routeType?String,withOpenContainer?Object success:eventChannel(emit|off|on|once),errMsg
navigateToMiniProgram call object:appId?String,envVersion?String(develop|release|trial),extraData?Object,noRelaunchIfPathUnchanged?Boolean,path?String,shortLink?String success:errMsg
nextTick function given:callback!Function
notifyBLECharacteristicValueChange call object:characteristicId!String,deviceId!String,serviceId!String,state!Boolean,type?String success:errMsg,errCode
notifyGroupMembers call object:entrancePath!String,members!Array,title!String,type?String(complete|participate) success:errMsg
offAccelerometerChange listener callback:errMsg
offAfterPageLoad listener callback:componentFramework(exparser|glass-easel),openType,page,path,query,routeEventId
offAfterPageUnload listener callback:path,routeEventId
offApiCategoryChange listener callback:apiCategory(browseOnly|chatTool|default|embedded|nativeFunctionalized)
offAppHide listener callback:errMsg
offAppRoute listener callback:notFound,openType,page,path,pipMode(max|min),query,renderer(skyline|webview|xr-frame),routeEventId,timeStamp,webviewId
offAppRouteDone listener callback:openType,path,query,routeEventId,timeStamp,webviewId
offAppShow listener callback:errMsg
offAudioInterruptionBegin listener callback:errMsg
offAudioInterruptionEnd listener callback:errMsg
offBLECharacteristicValueChange listener
offBLEConnectionStateChange listener callback:connected,deviceId
offBLEMTUChange listener callback:deviceId,mtu
offBLEPeripheralConnectionStateChanged listener callback:connected,deviceId,serverId
offBatteryInfoChange listener callback:isLowPowerModeEnabled
offBeaconServiceChange listener
offBeaconUpdate listener
offBeforeAppRoute listener callback:notFound,openType,page,path,pipMode(max|min),query,renderer(skyline|webview|xr-frame),routeEventId,webviewId
offBeforePageLoad listener callback:componentFramework(exparser|glass-easel),openType,path,query,routeEventId
offBeforePageUnload listener callback:page,path,routeEventId
offBluetoothAdapterStateChange listener
offBluetoothDeviceFound listener
offCompassChange listener callback:errMsg
offCopyUrl listener
offDeviceMotionChange listener callback:errMsg
offEmbeddedMiniProgramHeightChange listener callback:height,initialHeight
offError listener callback:errMsg
offGeneratePoster listener
offGetWifiList listener callback:wifiList
offGyroscopeChange listener callback:errMsg
offHCEMessage listener callback:data,messageType,reason
offKeyDown listener callback:altKey,code,key,shiftKey,timeStamp
offKeyUp listener callback:altKey,code,key,shiftKey,timeStamp
offKeyboardHeightChange listener callback:height
offLazyLoadError listener callback:errMsg,subpackage,type
offLocalServiceDiscoveryStop listener callback:errMsg
offLocalServiceFound listener callback:ip,port,serviceName,serviceType
offLocalServiceLost listener callback:serviceName,serviceType
offLocalServiceResolveFail listener callback:serviceName,serviceType
offLocationChange listener callback:accuracy,altitude,horizontalAccuracy,latitude,longitude,speed,verticalAccuracy
offLocationChangeError listener callback:errCode
offMemoryWarning listener callback:level
offMenuButtonBoundingClientRectWeightChange listener callback:bottom,height,left,right,top,width
offNetworkStatusChange listener callback:errMsg
offNetworkWeakChange listener callback:networkType,weakNet
offPageNotFound listener callback:isEntryPage,path,query
offParallelStateChange listener callback:isOnParallel,leftPage,rightPage
offScreenRecordingStateChanged listener callback:state(start|stop)
offThemeChange listener callback:theme(dark|light)
offUnhandledRejection listener callback:promise,reason
offUserCaptureScreen listener
offUserOffTranslation listener callback:errMsg
offUserTriggerTranslation listener callback:locale,type
offVoIPChatInterrupted listener callback:errCode,errMsg
offVoIPChatMembersChanged listener callback:errCode,errMsg,openIdList
offVoIPChatSpeakersChanged listener callback:errCode,errMsg,openIdList
offVoIPChatStateChanged listener callback:code,data,errCode,errMsg
offVoIPVideoMembersChanged listener callback:errCode,errMsg,openIdList
offWifiConnected listener callback:wifi(BSSID|SSID|frequency|secure|signalStrength)
offWifiConnectedWithPartialInfo listener callback:wifi(BSSID|SSID|frequency|secure|signalStrength)
offWindowResize listener callback:size(windowHeight|windowWidth)
offWindowStateChange listener callback:state
onAccelerometerChange listener callback:x,y,z
onAfterPageLoad listener callback:componentFramework(exparser|glass-easel),openType,page,path,query,routeEventId
onAfterPageUnload listener callback:path,routeEventId
onApiCategoryChange listener callback:apiCategory(browseOnly|chatTool|default|embedded|nativeFunctionalized)
onAppHide listener callback:reason
onAppRoute listener callback:notFound,openType,page,path,pipMode(max|min),query,renderer(skyline|webview|xr-frame),routeEventId,timeStamp,webviewId
onAppRouteDone listener callback:openType,path,query,routeEventId,timeStamp,webviewId
onAppShow listener callback:apiCategory(browseOnly|chatTool|default|embedded|nativeFunctionalized),forwardMaterials,hostExtraData(host_scene),path,query,referrerInfo(appId|extraData),scene,chatType,shareTicket
onAudioInterruptionBegin listener callback:errMsg
onAudioInterruptionEnd listener callback:errMsg
onBLECharacteristicValueChange listener callback:characteristicId,deviceId,serviceId,value
onBLEConnectionStateChange listener callback:connected,deviceId
onBLEMTUChange listener callback:deviceId,mtu
onBLEPeripheralConnectionStateChanged listener callback:connected,deviceId,serverId
onBackgroundAudioPause listener callback:errMsg
onBackgroundAudioPlay listener callback:errMsg
onBackgroundAudioStop listener callback:errMsg
onBackgroundFetchData listener callback:fetchType,fetchedData,path,query,scene,timeStamp
onBatteryInfoChange listener callback:isLowPowerModeEnabled
onBeaconServiceChange listener callback:available,discovering
onBeaconUpdate listener callback:beacons
onBeforeAppRoute listener callback:notFound,openType,page,path,pipMode(max|min),query,renderer(skyline|webview|xr-frame),routeEventId,webviewId
onBeforePageLoad listener callback:componentFramework(exparser|glass-easel),openType,path,query,routeEventId
onBeforePageUnload listener callback:page,path,routeEventId
onBluetoothAdapterStateChange listener callback:available,discovering
onBluetoothDeviceFound listener callback:devices
onCompassChange listener callback:accuracy,direction
onCopyUrl listener callback:promise,query,title
onDeviceMotionChange listener callback:alpha,beta,gamma
onEmbeddedMiniProgramHeightChange listener callback:height,initialHeight
onError listener callback:message
onGeneratePoster listener callback:promise,src
onGetWifiList listener callback:wifiList
onGyroscopeChange listener callback:x,y,z
onHCEMessage listener callback:data,messageType,reason
onKeyDown listener callback:altKey,code,key,shiftKey,timeStamp
onKeyUp listener callback:altKey,code,key,shiftKey,timeStamp
onKeyboardHeightChange listener callback:height
onLazyLoadError listener callback:errMsg,subpackage,type
onLocalServiceDiscoveryStop listener callback:errMsg
onLocalServiceFound listener callback:ip,port,serviceName,serviceType
onLocalServiceLost listener callback:serviceName,serviceType
onLocalServiceResolveFail listener callback:serviceName,serviceType
onLocationChange listener callback:accuracy,altitude,horizontalAccuracy,latitude,longitude,speed,verticalAccuracy
onLocationChangeError listener callback:errCode
onMemoryWarning listener callback:level
onMenuButtonBoundingClientRectWeightChange listener callback:bottom,height,left,right,top,width
onNeedPrivacyAuthorization listener callback:errMsg
onNetworkStatusChange listener callback:isConnected,networkType(2g|3g|4g|5g|none|unknown|wifi)
onNetworkWeakChange listener callback:networkType,weakNet
onPageNotFound listener callback:isEntryPage,path,query
onParallelStateChange listener callback:isOnParallel,leftPage,rightPage
onScreenRecordingStateChanged listener callback:state(start|stop)
onSocketClose listener callback:code,reason
onSocketError listener callback:errMsg
onSocketMessage listener callback:data
onSocketOpen listener callback:header
onThemeChange listener callback:theme(dark|light)
onUnhandledRejection listener callback:promise,reason
onUserCaptureScreen listener callback:promise,query
onUserOffTranslation listener callback:errMsg
onUserTriggerTranslation listener callback:locale,type
onVoIPChatInterrupted listener callback:errCode,errMsg
onVoIPChatMembersChanged listener callback:errCode,errMsg,openIdList
onVoIPChatSpeakersChanged listener callback:errCode,errMsg,openIdList
onVoIPChatStateChanged listener callback:code,data,errCode,errMsg
onVoIPVideoMembersChanged listener callback:errCode,errMsg,openIdList
onWifiConnected listener callback:wifi(BSSID|SSID|frequency|secure|signalStrength)
onWifiConnectedWithPartialInfo listener callback:wifi(BSSID|SSID|frequency|secure|signalStrength)
onWindowResize listener callback:size(windowHeight|windowWidth)
onWindowStateChange listener callback:state
openAppAuthorizeSetting call success:errMsg
openBluetoothAdapter call object:mode?String(central|peripheral) success:errMsg,errCode
openCard call object:cardList!Array success:errMsg
openChannelsActivity call object:feedId!String,finderUserName!String success:errMsg
openChannelsEvent call object:eventId!String,finderUserName!String success:errMsg
openChannelsLive call object:finderUserName!String,feedId?String,nonceId?String success:errMsg
openChannelsLiveNoticeInfo call object:finderUserName!String success:errMsg
openChannelsUserProfile call object:finderUserName!String success:errMsg
openChatTool call object:url!String,chatType?Number,roomid?String success:errMsg
openCustomerServiceChat call object:corpId!String,extInfo!Object(url),sendMessageImg?String,sendMessagePath?String,sendMessageTitle?String,showMessageCard?Boolean success:errMsg
openDesignerProfile call object:url!String success:errMsg
openDocument call object:filePath!String,fileType?String(doc|docx|pdf|ppt|pptx|xls|xlsx),showMenu?Boolean success:errMsg
openEmbeddedMiniProgram call object:appId!String,allowFullScreen?Boolean,envVersion?String(develop|release|trial),extraData?Object,noRelaunchIfPathUnchanged?Boolean,path?String,shortLink?String,verify?String(binding|unionProduct) success:errMsg
openHKOfflinePayView call object:nonceStr!String,package!String,paySign!String,timeStamp!String,signType?String(SHA1) success:errMsg
openInquiriesTopic call object:pageId!String success:errMsg
openLocation call object:latitude!Number,longitude!Number,address?String,name?String,scale?Number success:errMsg
openOfficialAccountArticle call object:url!String success:cancel,confirm,errMsg
openOfficialAccountChat call object:username!String success:errMsg
openOfficialAccountProfile call object:username!String success:errMsg
openPrivacyContract call success:errMsg
openSetting call object:withSubscriptions?Boolean success:authSetting,subscriptionsSetting(mainSwitch|itemSettings),errMsg
openSingleStickerView call object:url!String success:errMsg
openStickerIPView call object:url!String success:errMsg
openStickerSetView call object:url!String success:errMsg
openStoreCouponDetail call object:couponId!String,promoterShareLink!String,shopAppid!String success:errMsg
openStoreOrderDetail call object:orderId!String success:errMsg
openSystemBluetoothSetting call success:errMsg
openVideoEditor call object:filePath!String,maxDuration!String,minDuration!String success:duration,size,tempFilePath,tempThumbPath,errMsg
pageScrollTo call object:duration?Number,offsetTop?Number,scrollTop?Number,selector?String success:errMsg
pauseBackgroundAudio call success:errMsg
pauseVoice call success:errMsg
playBackgroundAudio call object:dataUrl!String,coverImgUrl?String,title?String success:errMsg
playVoice call object:filePath!String,duration?Number success:errMsg
pluginLogin call success:code,errMsg
postMessageToReferrerMiniProgram function given:option!Object(extraData)
postMessageToReferrerPage function given:option!Object(extraData)
preDownloadSubpackage task object:packageType!String success:errMsg
preloadAssets call object:data!Array success:errMsg
preloadSkylineView call success:errMsg
preloadWebview call success:errMsg
previewImage call object:urls!Array,current?String,referrerPolicy?String,showmenu?Boolean success:errMsg
previewMedia call object:sources!Array,current?Number,referrerPolicy?String,showmenu?Boolean success:errMsg
reLaunch call object:url!String success:errMsg
readBLECharacteristicValue call object:characteristicId!String,deviceId!String,serviceId!String success:errMsg,errCode
rechargeTransitCard call object:issuerID!String,operation!String,orderNo!String,sign!String,timestamp?String success:errMsg,errno,errorCode
redirectTo call object:url!String success:errMsg
removeSecureElementPass call object:panid!String success:errorMsg,result,errMsg
removeStorage call object:key!String success:errMsg
removeStorageSync function given:key!String
removeTabBarBadge call object:index!Number success:errMsg
reportAnalytics function given:eventName!String,data!Object
reportEvent function given:eventId!String,data?Object
reportMonitor function given:name!String,value!Number
reportPerformance function given:id!Number,value!Number,dimensions?Any
request task object:url!String,data?Any,dataType?String,enableCache?Boolean,enableChunked?Boolean,enableHttp2?Boolean,enableHttpDNS?Boolean,enableHttpDNSFallback?Boolean,enableProfile?Boolean,enableQuic?Boolean,forceCellularNetwork?Boolean,header?Object,httpDNSServiceId?String,httpDNSTimeout?Number,method?String(CONNECT|DELETE|GET|HEAD|OPTIONS|POST|PUT|TRACE),redirect?String(follow|manual),responseType?String(arraybuffer|text),timeout?Number,useHighPerformanceMode?Boolean success:cookies,data,exception(reasons|retryCount),header,profile(SSLconnectionEnd|SSLconnectionStart|connectEnd|connectStart|domainLookUpEnd|domainLookUpStart|downstreamThroughputKbpsEstimate|estimate_nettype|fetchStart|httpDNSDomainLookUpEnd|httpDNSDomainLookUpStart|httpRttEstimate|invokeStart|peerIP|port|protocol|queueEnd|queueStart|receivedBytedCount|redirectEnd|redirectStart|requestEnd|requestStart|responseEnd|responseStart|rtt|sendBytesCount|socketReused|throughputKbps|transportRttEstimate|usingHighPerformanceMode),statusCode,useHttpDNS,errMsg
requestAppleSubscribeSign function given:option!Object(paySig|signData|signature)
requestCommonPayment call object:mode!String(retail_pay_combined_goods|retail_pay_goods|retail_pay_goods_new|retail_pay_indirect_goods),paySig!String,signData!Object(amount|description|env|mchid|out_trade_no|attach|delivery_type|product_info|requestPaymentInfo),signature!String success:errMsg
requestDeviceVoIP call object:deviceName!String,groupId!String,modelId!String,sn!String,snTicket!String,isGroup?Boolean success:errMsg
requestFacialVerify call object:verifyId!String success:errMsg,errCode
requestIdleCallback function given:callback!Function,option?Object(timeout)
requestMerchantTransfer call object:mchId!String,package!String,appId?String,openId?String,subAppId?String,subMchId?String success:errMsg
requestOrderPayment call object:nonceStr!String,package!String,paySign!String,timeStamp!String,signType?String(HMAC-SHA256|MD5|RSA) success:errMsg
requestPayment call object:nonceStr!String,package!String,paySign!String,timeStamp!String,signType?String(HMAC-SHA256|MD5|RSA) success:errMsg
requestPluginPayment call object:fee!Number,paymentArgs!Object,version!String(develop|release|trial),currencyType?String success:errMsg
requestSubscribeDeviceMessage call object:modelId!String,sn!String,snTicket!String,tmplIds!Array success:errMsg
requestSubscribeEmployeeMessage call object:tmplIds!Array success:bindingStatus(accept),errMsg
requestSubscribeMessage call object:tmplIds!Array success:errMsg
requestVirtualPayment call object:mode!String(short_series_coin|short_series_goods),paySig!String,signData!Object(attach|buyQuantity|currencyType|offerId|outTradeNo|activitySellingPrice|env|goodsPrice|productId),signature!String success:errMsg
requirePrivacyAuthorize call success:errMsg
reserveChannelsLive call object:noticeId!String success:errMsg
restartMiniProgram call object:path!String success:errMsg
revokeBufferURL function given:url!String
rewriteRoute call object:url!String,preserveQuery?Boolean success:errMsg
router value
saveFileToDisk call object:filePath!String success:errMsg
saveImageToPhotosAlbum call object:filePath!String success:errMsg
saveVideoToPhotosAlbum call object:filePath!String success:errMsg
scanCode call object:onlyFromCamera?Boolean,scanType?Array(barCode|datamatrix|pdf417|qrCode|wxCode) success:charSet,path,rawData,result,scanType(AZTEC|CODABAR|CODE_128|CODE_25|CODE_39|CODE_93|DATA_MATRIX|EAN_13|EAN_8|ITF|MAXICODE|PDF_417|QR_CODE|RSS_14|RSS_EXPANDED|UPC_A|UPC_E|UPC_EAN_EXTENSION|WX_CODE),errMsg
seekBackgroundAudio call object:position!Number success:errMsg
selectGroupMembers call object:maxSelectCount?Number success:members,errMsg
sendHCEMessage call object:data!Any success:errMsg,errCode
sendSms call object:content?String,phoneNumber?String success:errMsg
sendSocketMessage call object:data!Any success:errMsg
setBLEMTU call object:deviceId!String,mtu!Number success:mtu,errMsg
setBackgroundColor call object:backgroundColor?String,backgroundColorBottom?String,backgroundColorTop?String success:errMsg
setBackgroundFetchToken call object:token!String success:errMsg
setBackgroundTextStyle call object:textStyle!String(dark|light) success:errMsg
setClipboardData call object:data!String success:errMsg
setEnable1v1Chat call object:enable!Boolean,backgroundType?Number,minWindowType?Number success:errMsg
setEnableDebug call object:enableDebug!Boolean success:errMsg
setInnerAudioOption call object:mixWithOther?Boolean,obeyMuteSwitch?Boolean,speakerOn?Boolean success:errMsg
setKeepScreenOn call object:keepScreenOn!Boolean success:errMsg
setNavigationBarColor call object:backgroundColor!String,frontColor!String,animation?Object(duration|timingFunc) success:errMsg
setNavigationBarTitle call object:title!String success:errMsg
setScreenBrightness call object:value!Number success:errMsg
setStorage call object:data!Any,key!String,encrypt?Boolean success:errMsg
setStorageSync function given:key!String,data!Any
setTabBarBadge call object:index!Number,text!String success:errMsg
setTabBarItem call object:index!Number,iconPath?String,selectedIconPath?String,text?String success:errMsg
setTabBarStyle call object:backgroundColor?String,borderStyle?String,color?String,selectedColor?String success:errMsg
setTopBarText call object:text!String success:errMsg
setVisualEffectOnCapture call object:visualEffect?String success:errMsg
setWifiList call object:wifiList!Array success:errMsg,errCode
setWindowSize call object:height!Number,width!Number success:errMsg
shareAppMessageToGroup call object:title!String,imageUrl?String,path?String success:errMsg
shareEmojiToGroup call object:imagePath!String,entrancePath?String,needShowEntrance?Boolean success:errMsg
shareFileMessage call object:filePath!String,fileName?String success:errMsg
shareFileToGroup call object:filePath!String,entrancePath?String,fileName?String,needShowEntrance?Boolean success:errMsg
shareImageToGroup call object:imagePath!String,entrancePath?String,needShowEntrance?Boolean success:errMsg
shareToOfficialAccount call object:title!String,content?String,images?Array,recommendPath?String,recommendTitle?String,tags?Array success:postUrl,status,errMsg
shareToWeRun call object:recordList!Array success:errMsg
shareVideoMessage call object:videoPath!String,thumbPath?String success:errMsg
shareVideoToGroup call object:videoPath!String,entrancePath?String,needShowEntrance?Boolean,thumbPath?String success:errMsg
showActionSheet call object:itemList!Array,alertText?String,itemColor?String success:tapIndex,errMsg
showLoading call object:title!String,mask?Boolean success:errMsg
showModal call object:cancelColor?String,cancelText?String,confirmColor?String,confirmText?String,content?String,editable?Boolean,placeholderText?String,showCancel?Boolean,title?String success:cancel,confirm,content,errMsg
showNavigationBarLoading call success:errMsg
showRedPackage call object:url!String success:errMsg
showShareImageMenu call object:path!String,entrancePath?String,needShowEntrance?Boolean success:errMsg
showShareMenu call object:menus?Array,withShareTicket?Boolean success:errMsg
showTabBar call object:animation?Boolean success:errMsg
showTabBarRedDot call object:index!Number success:errMsg
showToast call object:title!String,duration?Number,icon?String(error|loading|none|success),image?String,mask?Boolean success:errMsg
startAccelerometer call object:interval?String(game|normal|ui) success:errMsg
startBeaconDiscovery call object:uuids!Array,ignoreBluetoothAvailable?Boolean success:errMsg,errCode
startBluetoothDevicesDiscovery call object:allowDuplicatesKey?Boolean,interval?Number,powerLevel?String(high|low|medium),services?Array success:errMsg,errCode
startCompass call success:errMsg
startDeviceMotionListening call object:interval?String(game|normal|ui) success:errMsg
startGyroscope call object:interval?String(game|normal|ui) success:errMsg
startHCE call object:aid_list!Array success:errMsg,errCode
startLocalServiceDiscovery call object:serviceType!String success:errMsg
startLocationUpdate call object:type?String success:errMsg
startLocationUpdateBackground call object:type?String success:errMsg
startPullDownRefresh call success:errMsg
startRecord call success:tempFilePath,errMsg
startSoterAuthentication call object:challenge!String,requestAuthModes!Array(facial|fingerPrint|speech),authContent?String success:authMode,errCode,errMsg,resultJSON,resultJSONSignature
startWifi call success:errMsg,errCode
stopAccelerometer call success:errMsg
stopBackgroundAudio call success:errMsg
stopBeaconDiscovery call success:errMsg,errCode
stopBluetoothDevicesDiscovery call success:errMsg,errCode
stopCompass call success:errMsg
stopDeviceMotionListening call success:errMsg
stopFaceDetect call success:errMsg
stopGyroscope call success:errMsg
stopHCE call success:errMsg,errCode
stopLocalServiceDiscovery call success:errMsg
stopLocationUpdate call success:errMsg
stopPullDownRefresh call success:errMsg
stopRecord call success:errMsg
stopVoice call success:errMsg
stopWifi call success:errMsg,errCode
subscribeVoIPVideoMembers call object:openIdList!Array success:errMsg
switchTab call object:url!String success:errMsg
updateShareMenu call object:activityId?String,chooseType?Number,isPrivateMessage?Boolean,isUpdatableMessage?Boolean,participant?Array,templateInfo?Object(parameterList|templateId),toDoActivityId?String,useForChatTool?Boolean,withShareTicket?Boolean success:errMsg
updateVoIPChatMuteConfig call object:muteConfig!Object(muteEarphone|muteMicrophone) success:errMsg
updateWeChatApp call success:errMsg
uploadFile task object:filePath!String,name!String,url!String,enableHttp2?Boolean,enableProfile?Boolean,enableQuic?Boolean,formData?Object,header?Object,timeout?Number success:data,profile(SSLconnectionEnd|SSLconnectionStart|connectEnd|connectStart|domainLookUpEnd|domainLookUpStart|downstreamThroughputKbpsEstimate|estimate_nettype|fetchStart|httpDNSDomainLookUpEnd|httpDNSDomainLookUpStart|httpRttEstimate|invokeStart|peerIP|port|protocol|queueEnd|queueStart|receivedBytedCount|redirectEnd|redirectStart|requestEnd|requestStart|responseEnd|responseStart|rtt|sendBytesCount|socketReused|throughputKbps|transportRttEstimate|usingHighPerformanceMode),statusCode,errMsg
vibrateLong call success:errMsg
vibrateShort call object:type!String success:errMsg
worklet value
writeBLECharacteristicValue call object:characteristicId!String,deviceId!String,serviceId!String,value!Any,writeType?String(write|writeNoResponse) success:errMsg,errCode
`;
